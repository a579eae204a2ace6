import { combinationInWords } from '../alerts/sentence.ts';
import { ownerOf } from '../detection/detection.ts';
import type { Said } from './backtest.ts';

/** An alert, from its opening alarm on. */
export interface Story {
  readonly opening: Said;
  /** What was news for it afterwards, oldest first. */
  readonly later: Said[];
}

export interface Stories {
  /** Alerts about patterns, in the order in which they opened. */
  readonly alerts: readonly Story[];
  /** Single large deals: how many, and the first ones. */
  readonly large: { readonly count: number; readonly first: readonly Said[] };
  /** @returns the alert that it opens, if it opens one. */
  tell(said: Said): Story | undefined;
}

/** Puts what was said together into alerts, as a live Tandem does. */
export function createStories({ mostLarge }: { readonly mostLarge: number }): Stories {
  const stories = new Map<string, Story>();
  const first: Said[] = [];
  let count = 0;
  return {
    get alerts() {
      return [...stories.values()];
    },
    get large() {
      return { count, first };
    },
    tell(said) {
      const { detection } = said;
      if (detection.family === 'big-loss') {
        count += 1;
        if (first.length < mostLarge) first.push(said);
        return undefined;
      }
      const { key, epoch } = ownerOf(detection);
      const id = `${detection.family} ${key} ${epoch}`;
      const known = stories.get(id);
      known?.later.push(said);
      // What belongs to an alert from before the day on which telling began is no alert of its own.
      if (known !== undefined || detection.cause !== 'alarm' || detection.mutedBy !== null) return undefined;
      const story = { opening: said, later: [] };
      stories.set(id, story);
      return story;
    },
  };
}

/** What was news for an alert: moments in milliseconds since 1970, and where it stood out. */
export interface News {
  readonly again: readonly number[];
  readonly moneyDoubled: readonly number[];
  readonly standsOut: readonly string[];
}

export function newsOf({ later }: Story): News {
  const at = (of: readonly Said[]) => of.map(({ detection }) => detection.at);
  const combinations = later.flatMap(({ detection: { key, mutedBy }, names: { segment } }) =>
    mutedBy === null ? [] : [combinationInWords(key, segment === undefined ? [] : [{ segment }])],
  );
  return {
    again: at(later.filter(({ detection: { cause, mutedBy } }) => cause === 'alarm' && mutedBy === null)),
    moneyDoubled: at(later.filter(({ detection: { cause } }) => cause === 'money-doubled')),
    standsOut: [...new Set(combinations)].filter((words) => words !== ''),
  };
}
