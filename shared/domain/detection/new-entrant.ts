import { dateOfDay } from '../calendar-date.ts';
import type { NewEntrantFigures } from '../families/new-entrant.ts';
import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import { type GroupedFold, overGroups } from './grouped-fold.ts';
import { entrantGroupOf, entrantGroupsOfCompetitor, isEntrantGroup } from './new-entrant-groups.ts';
import {
  momentOf,
  type NewEntrantMoment,
  newEntrantMomentSchema,
  TEAM,
  takeNamed,
  WINDOW_DAYS,
} from './new-entrant-moment.ts';
import {
  type CompetitorState,
  type NewEntrantState,
  NO_SIGHTINGS,
  type Sightings,
  withLatest,
  withOne,
} from './new-entrant-state.ts';
import { seen } from './seen.ts';

/** A competitor that nobody named for longer is new when it comes back. */
const QUIET_DAYS = 365;

/** One rep may always be mistaken, and one customer may always be special. */
const ENOUGH = 2;

/**
 * Tells when a competitor is new: DETECTION.md section 3. A fold over losses to it, wins over it and mentions in ledger
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
    const state = namedOnceMore(known, closing, moment);
    states.set(key, state);
    const { sightings } = state;
    if (sightings === null || !isEnough(sightings)) return [];
    state.sightings = null;
    return [detection(closing, competitor, key, figuresOf(state, sightings), sightings.entries)];
  },
};

export const newEntrant = overGroups(entrantGroups);

/**
 * A competitor becomes known by its alarm, by history, or at the start of a ledger. Whoever named it longer ago than the window, alone,
 * counts no more: the window begins anew with the naming that comes after it.
 */
function namedOnceMore(
  known: CompetitorState | undefined,
  closing: Closing,
  { isActive }: NewEntrantMoment,
): CompetitorState {
  const { day: recordedOn, isHistory } = seen(closing);
  const day = isHistory ? Math.min(closing.closedOn, recordedOn) : recordedOn;
  const isOver =
    known === undefined ||
    day - known.lastOn > QUIET_DAYS ||
    (known.sightings !== null && day - known.since > WINDOW_DAYS);
  const state = isOver ? entering(known, day) : known;
  state.lastOn = Math.max(state.lastOn, day);
  state.sightings =
    state.sightings === null || isHistory || !isActive ? null : withSighting(state.sightings, closing);
  return state;
}

const entering = (before: CompetitorState | undefined, day: number): CompetitorState => ({
  kind: 'competitor',
  since: day,
  lastOn: day,
  beforeOn: before?.lastOn ?? null,
  sightings: NO_SIGHTINGS,
});

/** What says nothing that is not known already leaves everything as it is. */
function withSighting(before: Sightings, closing: Closing): Sightings {
  const { seq, dealId, result } = closing;
  const { rep, account } = seen(closing);
  const after = {
    reps: rep === null ? before.reps : withOne(before.reps, rep),
    accounts: account === null ? before.accounts : withOne(before.accounts, account),
    deals: withOne(before.deals, dealId),
    lost: result === 'lost' ? withOne(before.lost, dealId) : before.lost,
    won: result === 'won' ? withOne(before.won, dealId) : before.won,
  };
  const isNews =
    after.reps !== before.reps ||
    after.accounts !== before.accounts ||
    after.deals !== before.deals ||
    after.lost !== before.lost ||
    after.won !== before.won;
  return isNews ? { ...after, entries: withLatest(before.entries, seq) } : before;
}

/** Two deals, too: the rep and the customer of a single one may be written otherwise after a change. */
const isEnough = ({ reps, accounts, deals }: Sightings): boolean =>
  reps.length >= ENOUGH && accounts.length >= ENOUGH && deals.length >= ENOUGH;

const figuresOf = (
  { beforeOn }: CompetitorState,
  { reps, accounts, deals, lost, won }: Sightings,
): NewEntrantFigures => ({
  kind: 'new-entrant',
  namedIn: deals.length,
  customers: accounts.length,
  reps: reps.length,
  lost: lost.length,
  won: won.length,
  lastNamedOn: beforeOn === null ? null : dateOfDay(beforeOn),
});

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
