import type * as z from 'zod';
import type { ClosingFold } from '../over-ledger.ts';
import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import type { DetectionSettings } from './detection-settings.ts';
import type { Match } from './match.ts';

/**
 * A fold over closings in groups. What a closing does depends on two things: on the team as it was then, which is written down
 * in its moment, and on the states of its own group. So a group can be folded again from what is kept of its closings, and
 * without the others, on the day on which a correction asks for it.
 */
export interface GroupedFold<State extends object, Moment extends object, Settings = DetectionSettings> {
  readonly moment: z.ZodType<Moment>;
  /** The group in which a closing is counted; undefined where it never will be in any. */
  groupOf(closing: Closing): string | undefined;
  /** The groups of the closings with a competitor, or of those with none. */
  groupsOfCompetitor(competitor: string | null): readonly string[];
  /** Is this the name of a group? The items of a group have its name, or one that continues it after a bar. */
  isGroup(item: string): boolean;
  /** The items of the team that a closing reads and changes. */
  teamItems(closing: Closing): readonly string[];
  /** The team after a closing, and what the closing needs to know of it. */
  atMoment(
    items: ReadonlyMap<string, State>,
    closing: Closing,
    settings: Settings,
  ): { readonly team: ReadonlyMap<string, State>; readonly moment: Moment };
  /** The items of its group that a closing reads and changes. */
  groupItems(closing: Closing): readonly string[];
  /** What a closing does to its group. It looks at nothing but the states of the group and the moment. */
  foldGroup(items: ReadonlyMap<string, State>, match: Match<Moment>): GroupStep<State>;
}

interface GroupStep<State> {
  readonly states: ReadonlyMap<string, State>;
  readonly facts: readonly Detection[];
}

/** The live fold: each closing at its moment, kept for a correction. */
export const overGroups = <State extends object, Moment extends object, Settings>(
  grouped: GroupedFold<State, Moment, Settings>,
): ClosingFold<State, Settings> => ({
  touches: (closing) => [...grouped.teamItems(closing), ...grouped.groupItems(closing)],
  fold(items, closing, settings) {
    const { team, moment } = grouped.atMoment(items, closing, settings);
    const match = { closing, moment };
    const { states, facts } = grouped.foldGroup(items, match);
    return {
      changed: new Map([...team, ...states]),
      facts,
      kept: grouped.groupOf(closing) === undefined ? [] : [match],
    };
  },
});

/** Folds the closings of one group from its first one on; `take` wants them in the order of their numbers. */
export function refoldOfGroup<State extends object, Moment extends object>({
  foldGroup,
}: Pick<GroupedFold<State, Moment>, 'foldGroup'>) {
  const states = new Map<string, State>();
  const facts: Detection[] = [];
  return {
    states,
    facts,
    take(match: Match<Moment>): void {
      const step = foldGroup(states, match);
      for (const [key, state] of step.states) states.set(key, state);
      facts.push(...step.facts);
    },
  };
}
