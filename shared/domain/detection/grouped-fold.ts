import type * as z from 'zod';
import type { ClosingFold } from '../over-ledger.ts';
import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import type { DetectionSettings } from './detection-settings.ts';
import type { Match } from './match.ts';

/**
 * A fold over closings in groups. What a closing does depends on two things: on the team as it was then, which is written down
 * in its moment, and on the states of its own group. So a group can be folded again from what is kept of its closings, and
 * without the others, on the day on which a correction asks for it. Its functions change the states that they are given.
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
  /** Counts a closing for the team. @returns what the closing needs to know of the team. */
  atMoment(states: Map<string, State>, closing: Closing, settings: Settings): Moment;
  /** The items of its group that a closing reads and changes. */
  groupItems(closing: Closing): readonly string[];
  /**
   * What a closing does to its group. It looks at nothing but the states of the group and the moment.
   *
   * @returns what it found.
   */
  foldGroup(states: Map<string, State>, match: Match<Moment>): readonly Detection[];
}

/** The live fold: each closing at its moment, kept for a correction. */
export const overGroups = <State extends object, Moment extends object, Settings>(
  grouped: GroupedFold<State, Moment, Settings>,
): ClosingFold<State, Settings> => ({
  touches: (closing) => [...grouped.teamItems(closing), ...grouped.groupItems(closing)],
  fold(states, closing, settings) {
    const match = { closing, moment: grouped.atMoment(states, closing, settings) };
    const facts = grouped.foldGroup(states, match);
    return { facts, kept: grouped.groupOf(closing) === undefined ? undefined : match };
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
      facts.push(...foldGroup(states, match));
    },
  };
}
