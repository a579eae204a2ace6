import { dateOfDay } from '../../calendar-date.ts';
import type { NewEntrantFigures } from '../../families/new-entrant.ts';
import type { Closing } from '../closing.ts';
import type { Detection } from '../detection.ts';
import { type GroupedFold, overGroups } from '../grouped-fold.ts';
import { particularsOf } from '../particulars.ts';
import { longHash } from '../short-hash.ts';
import { entrantGroupOf, entrantGroupsOfCompetitor, isEntrantGroup } from './new-entrant-groups.ts';
import {
  momentOf,
  type NewEntrantMoment,
  newEntrantMomentSchema,
  TEAM,
  takeNamed,
} from './new-entrant-moment.ts';
import {
  countsOf,
  isEnough,
  noSightings,
  type Sightings,
  takeNaming,
  WINDOW_DAYS,
} from './new-entrant-namings.ts';
import type { CompetitorState, NewEntrantState } from './new-entrant-state.ts';

/** A competitor that nobody named for longer is new when it comes back. */
const QUIET_DAYS = 365;

/**
 * Tells when a competitor is new: docs/decisions/0020-new-entrant.md. A fold over losses to it, wins over it and mentions in ledger
 * order, with one small item for the team and one for each competitor.
 */
export const entrantGroups: GroupedFold<NewEntrantState, NewEntrantMoment, object> = {
  moment: newEntrantMomentSchema,
  groupOf: entrantGroupOf,
  groupsOfCompetitor: entrantGroupsOfCompetitor,
  isGroup: isEntrantGroup,
  teamItems: () => [TEAM],
  atMoment: (states, closing) => momentOf(takeNamed(states, closing), closing),
  groupItems: (closing) => (closing.competitor === undefined ? [] : [entrantGroupOf(closing)]),
  foldGroup(states, { closing, moment }) {
    const { competitor } = closing;
    if (competitor === undefined) return [];
    const key = entrantGroupOf(closing);
    const known = states.get(key);
    if (known?.kind === 'team') throw new Error(`The item ${key} holds the state of the team.`);
    const day = namedOn(closing);
    const isNew = known === undefined || day - known.lastOn > QUIET_DAYS;
    const state = isNew ? entering(known, day) : known;
    states.set(key, state);
    takeOneNaming(state, closing, moment);
    const { sightings } = state;
    if (sightings === null || !isEnough(sightings)) return [];
    state.sightings = null;
    const evidence = sightings.namings.map(([, seq]) => seq);
    return [detection(closing, competitor, key, figuresOf(state, sightings), evidence)];
  },
};

export const newEntrant = overGroups(entrantGroups);

/** A competitor becomes known by its alarm, by history, or at the start of a ledger. */
function takeOneNaming(state: CompetitorState, closing: Closing, { isActive }: NewEntrantMoment): void {
  const { seq, dealId, result } = closing;
  const { isHistory, rep, account } = particularsOf(closing);
  const day = namedOn(closing);
  // Only history is so late, and it says no more of now than if it had come in time.
  if (state.since - day > QUIET_DAYS) {
    state.beforeOn = Math.max(state.beforeOn ?? day, day);
    return;
  }
  state.since = Math.min(state.since, day);
  state.lastOn = Math.max(state.lastOn, day);
  if (isHistory || !isActive) state.sightings = null;
  if (state.sightings !== null)
    takeNaming(state.sightings, [day, seq, longHash(dealId), rep, account, result]);
}

/** What was named lately was named when it was reported. */
function namedOn(closing: Closing): number {
  const { day, isHistory } = particularsOf(closing);
  return isHistory ? Math.min(closing.closedOn, day) : day;
}

const entering = (before: CompetitorState | undefined, day: number): CompetitorState => ({
  kind: 'competitor',
  since: day,
  lastOn: day,
  beforeOn: before?.lastOn ?? null,
  sightings: noSightings(),
});

function figuresOf(
  { since, lastOn: today, beforeOn }: CompetitorState,
  sightings: Sightings,
): NewEntrantFigures {
  const { deals, accounts, reps, lost, won } = countsOf(sightings);
  const { leftOutOn } = sightings;
  return {
    kind: 'new-entrant',
    namedIn: deals,
    customers: accounts,
    reps,
    lost,
    won,
    isAtLeast: leftOutOn !== null && today - leftOutOn <= WINDOW_DAYS,
    namedSince: today - since > WINDOW_DAYS ? dateOfDay(since) : null,
    lastNamedOn: beforeOn === null ? null : dateOfDay(beforeOn),
  };
}

const detection = (
  { seq, recordedAt: at }: Closing,
  competitor: string,
  key: string,
  figures: NewEntrantFigures,
  evidence: readonly number[],
): Detection => ({
  family: 'new-entrant',
  seq,
  at,
  pattern: { competitor, reason: null, segment: null },
  key,
  epoch: seq,
  cause: 'alarm',
  mutedBy: null,
  evidence,
  figures,
});
