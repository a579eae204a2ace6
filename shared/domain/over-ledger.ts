import * as z from 'zod';
import { closingOf, namingOf } from './closing-of-entry.ts';
import { AS_WRITTEN, type CountedAs } from './competitors/register.ts';
import { type Closing, countedUnder, nameInReport } from './detection/closing.ts';
import type { Detection } from './detection/detection.ts';
import { type DetectionSettings, detectionSettings } from './detection/detection-settings.ts';
import type { Match } from './detection/match.ts';
import { movesNames, type NamesMoved } from './ledger-entry.ts';
import type { Projection } from './projection.ts';

/**
 * What a fold over closings must know beside the closing. It is kept among the states of the fold, and so is always as old
 * as they are: an entry is judged by the settings and the register of its time, whenever it is folded.
 */
export const contextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settings'), settings: detectionSettings }),
  /** A name that is counted under another competitor, or under none. */
  z.object({ kind: z.literal('name'), countedAs: z.string().nullable() }),
]);
export type Context = z.output<typeof contextSchema>;

/** The schema of everything that is kept for a fold over closings. */
export const inContext = <State extends object>(state: z.ZodType<State>): z.ZodType<State | Context> =>
  z.union([contextSchema, state]);

type Items<State> = ReadonlyMap<string, State | Context>;

const isContext = (of: object): of is Context =>
  'kind' in of && (of.kind === 'settings' || of.kind === 'name');

/** The states of the fold itself, without what is kept beside them. */
export function statesIn<State extends object>(items: Items<State>): Map<string, State> {
  const states = new Map<string, State>();
  for (const [item, of] of items) if (!isContext(of)) states.set(item, of);
  return states;
}

export const SETTINGS_ITEM = 'settings';

/** The settings that a ledger has set, as far as it was folded. */
export function settingsIn<State extends object>(items: Items<State>): DetectionSettings | undefined {
  const found = items.get(SETTINGS_ITEM);
  return found !== undefined && isContext(found) && found.kind === 'settings' ? found.settings : undefined;
}

/** Where it is kept what a name is counted under. */
export const nameItem = (name: string): string => `name#${name}`;

/** Under whom names are counted, from the items of the names. */
export const countedAsInItems =
  <State extends object>(items: Items<State>): CountedAs =>
  (name) => {
    const found = items.get(nameItem(name));
    return found !== undefined && isContext(found) && found.kind === 'name' ? found.countedAs : name;
  };

/** What is kept of names after an entry has moved them. */
export const movedNameItems = ({ names, to }: NamesMoved): [item: string, context: Context][] =>
  names.map((name) => [nameItem(name), { kind: 'name', countedAs: to }]);

/**
 * A fold over closed deals. It finds things, and may keep each closing for a correction.
 *
 * It changes the states that it is given, in place: whoever folds has made or read them for it. See
 * docs/decisions/0023-states-in-place.md.
 */
export interface ClosingFold<State, Settings = DetectionSettings> {
  /** The names of the items that a closing reads and changes. */
  touches(closing: Closing): readonly string[];
  /** @param states at least those of the touched items that exist. Changed in place, and added to. */
  fold(states: Map<string, State>, closing: Closing, settings: Settings): Found;
}

interface Found {
  readonly facts: readonly Detection[];
  readonly kept?: Match | undefined;
}

interface OverLedger {
  readonly name: string;
  /** What holds until the ledger says otherwise. */
  readonly settings: DetectionSettings;
  /** Does the fold count by competitor? Then it sees each closing under the competitor that its name is counted under. */
  readonly byCompetitor: boolean;
  /** Does the fold see mentions of competitors too, as deals that are open? */
  readonly readsMentions?: boolean | undefined;
}

/** Makes a fold over closed deals a projection of the ledger. */
export function overLedger<State extends object>(
  { name, settings, byCompetitor, readsMentions = false }: OverLedger,
  fold: ClosingFold<State>,
): Projection<State | Context, Detection, Match> {
  const read = readsMentions ? namingOf : closingOf;
  const seen = (closing: Closing, items: Items<State>): Closing =>
    countedUnder(closing, byCompetitor ? countedAsInItems(items) : AS_WRITTEN);

  return {
    name,
    touches(entry, items) {
      if (entry.type === 'SettingsChanged') return [SETTINGS_ITEM];
      if (movesNames(entry)) return byCompetitor ? entry.names.map(nameItem) : [];
      const closing = read(entry);
      if (closing === undefined) return [];
      const named = byCompetitor ? nameInReport(closing) : undefined;
      return [
        SETTINGS_ITEM,
        ...(named === undefined ? [] : [nameItem(named)]),
        ...fold.touches(seen(closing, items)),
      ];
    },
    fold(items, entry) {
      if (entry.type === 'SettingsChanged') {
        return changing([[SETTINGS_ITEM, { kind: 'settings', settings: entry.settings }]]);
      }
      if (movesNames(entry)) return changing(byCompetitor ? movedNameItems(entry) : []);
      const closing = read(entry);
      if (closing === undefined) return changing([]);
      const counted = seen(closing, items);
      const states = new Map<string, State>();
      for (const item of fold.touches(counted)) {
        const state = items.get(item);
        if (state !== undefined && !isContext(state)) states.set(item, state);
      }
      const { facts, kept } = fold.fold(states, counted, settingsIn(items) ?? settings);
      return { changed: states, facts, kept: kept === undefined ? [] : [kept] };
    },
  };
}

const changing = (changed: readonly (readonly [item: string, context: Context])[]) => ({
  changed: new Map(changed),
  facts: [],
});
