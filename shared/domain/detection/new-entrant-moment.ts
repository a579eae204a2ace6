import * as z from 'zod';
import type { Closing } from './closing.ts';
import type { NewEntrantState, TeamHistory } from './new-entrant-state.ts';
import { ACTIVATION } from './team-clock.ts';
import { dayOf } from './week.ts';

/** Those who name a new competitor do so within this many days of its first naming. */
export const WINDOW_DAYS = 60;

/** What a naming needs to know of the team. */
export const newEntrantMomentSchema = z
  .object({
    /** Does the team's history reach back far enough to tell who is new? At its start everybody is. */
    isActive: z.boolean(),
  })
  .readonly();

export type NewEntrantMoment = z.output<typeof newEntrantMomentSchema>;

/** The name of the team's item. No group has this name. */
export const TEAM = 'team';

/** The team after a closing. A mention closes no deal, and leaves it as it is. */
export function teamAfter(
  items: ReadonlyMap<string, NewEntrantState>,
  closing: Closing,
): TeamHistory | undefined {
  const state = items.get(TEAM);
  if (state?.kind === 'competitor') throw new Error(`The item ${TEAM} holds the state of a competitor.`);
  if (closing.result === 'open') return state;
  // A date in the future is a slip; the deal was closed when it was reported.
  const closedOn = Math.min(closing.closedOn, dayOf(closing.recordedAt));
  return {
    kind: 'team',
    closed: (state?.closed ?? 0) + 1,
    firstOn: Math.min(state?.firstOn ?? closedOn, closedOn),
  };
}

/** @param team the team after the naming was counted. */
export const momentOf = (team: TeamHistory | undefined, { recordedAt }: Closing): NewEntrantMoment => ({
  isActive: team !== undefined && team.closed >= ACTIVATION && dayOf(recordedAt) - team.firstOn > WINDOW_DAYS,
});
