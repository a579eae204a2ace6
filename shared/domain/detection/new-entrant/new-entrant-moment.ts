import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { particularsOf } from '../particulars.ts';
import { ACTIVATION } from '../surge/team-clock.ts';
import { WINDOW_DAYS } from './new-entrant-namings.ts';
import type { NewEntrantState, TeamHistory } from './new-entrant-state.ts';

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

/** Counts a closing for the team. A mention closes no deal. @returns the team; undefined before its first deal. */
export function takeNamed(states: Map<string, NewEntrantState>, closing: Closing): TeamHistory | undefined {
  const state = states.get(TEAM);
  if (state?.kind === 'competitor') throw new Error(`The item ${TEAM} holds the state of a competitor.`);
  if (closing.result === 'open') return state;
  // A date in the future is a slip; the deal was closed when it was reported.
  const closedOn = Math.min(closing.closedOn, particularsOf(closing).day);
  const team: TeamHistory = state ?? { kind: 'team', closed: 0, firstOn: closedOn };
  team.closed += 1;
  team.firstOn = Math.min(team.firstOn, closedOn);
  if (state === undefined) states.set(TEAM, team);
  return team;
}

/** @param team the team after the naming was counted. */
export const momentOf = (team: Readonly<TeamHistory> | undefined, closing: Closing): NewEntrantMoment => ({
  isActive:
    team !== undefined &&
    team.closed >= ACTIVATION &&
    particularsOf(closing).day - team.firstOn > WINDOW_DAYS,
});
