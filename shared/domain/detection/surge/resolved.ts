import { dayOfTick } from '../counts/daily-ticks.ts';
import { type LossSurgeState, type PatternState, TEAM, type TeamState } from './loss-surge-state.ts';
import { tickTwoWeeksAgo } from './moment.ts';
import { isBackSince } from './recovery.ts';

/**
 * Has a pattern that raised an alarm resolved: has its share been back for two weeks?
 *
 * @param tickTwoWeeksAgo see {@link Moment}. Without it nothing has lasted.
 */
export const isResolved = (
  { epoch, recovery }: Readonly<PatternState>,
  tickTwoWeeksAgo: number | undefined,
): boolean => (recovery === null ? epoch !== null : isBackSince(recovery, tickTwoWeeksAgo ?? 0));

/** Has the pattern with this key resolved at `now`? */
export function hasResolved(items: ReadonlyMap<string, LossSurgeState>, key: string, now: number): boolean {
  const [team, pattern] = [items.get(TEAM), items.get(key)];
  return (
    team?.kind === 'team' && pattern?.kind === 'pattern' && isResolved(pattern, tickTwoWeeksAgo(team, now))
  );
}

/**
 * A match comes at `at`. Where the pattern has resolved its epoch is over, once and for all: it mutes nobody, and its next alarm
 * is a story of its own.
 */
export function endWhatIsOver(pattern: PatternState, at: number, tickTwoWeeksAgo: number | undefined): void {
  const { epoch, recovery } = pattern;
  if (epoch === null || recovery === null || !isResolved(pattern, tickTwoWeeksAgo)) return;
  pattern.epoch = { ...epoch, until: Math.min(epoch.until, at) };
  pattern.recovery = null;
}

/** How the share of a pattern does since its last alarm, for people. */
export interface RecoveryNow {
  /** The day of the alarm, days since 1970-01-01 UTC. */
  readonly alarmOn: number;
  /** `high`: still above the usual share. `back`: as usual again. `resolved`: it has been so for two weeks. */
  readonly share: 'high' | 'back' | 'resolved';
  /** The day on which it came back, while that is less than two weeks ago. */
  readonly backOn: number | undefined;
}

/** @param day days since 1970-01-01, no earlier than that of the last closing. */
export function recoveryNow(
  { recovery }: Readonly<PatternState>,
  team: Readonly<TeamState>,
  day: number,
): RecoveryNow | null {
  if (recovery === null) return null;
  const { day: alarmOn, backAt } = recovery;
  if (team.tick < backAt) return { alarmOn, share: 'high', backOn: undefined };
  const backOn = dayOfTick(backAt, team.tick, team.lately, day);
  return { alarmOn, share: backOn === undefined ? 'resolved' : 'back', backOn };
}
