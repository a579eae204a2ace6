import * as z from 'zod';
import type { Team } from '../domain/alerts/teams.ts';
import type { Put, Table } from '../ports/table.ts';
import { allowanceKey, digestOf, noticeKey, ordered } from './keys.ts';

/** A team gets at most this many alert e-mails at once in a day; the rest wait for its digest. */
export const IMMEDIATE_PER_DAY = 3;

/** One piece of news of one alert, on its way to one team. */
export interface Notice {
  readonly alertId: string;
  readonly revision: number;
  readonly team: Team;
}

/** What to do with a notice: `send` it now, or nothing, because it was `sent` or `waits` for the digest. */
export type Claim = 'send' | 'sent' | 'waits';

/** An allowance that all alerts share which a family opens in a month. */
export interface MonthlyAllowance {
  /** The family and the month. */
  readonly of: string;
  /** So many of these alerts send messages at once; each of the others waits for the digest with all that it has to say. */
  readonly alerts: number;
}

const notice = z.object({ state: z.enum(['claimed', 'sent', 'waits']) });
const allowance = z.object({ notices: z.array(z.string()) });
const monthly = z.object({ alerts: z.array(z.string()) });
const waiting = z.object({ alertId: z.string(), revision: z.int() });
export type WaitingNotice = z.output<typeof waiting> & { readonly sk: string };

const noticeId = ({ alertId, revision }: Pick<Notice, 'alertId' | 'revision'>): string =>
  `${alertId}-${revision}`;

/**
 * Claims a notice before it is sent, so that a retry does not send it twice. Only between sending and
 * {@link markSent} a crash makes the next attempt send again: delivery is at least once.
 *
 * @param day the team's calendar day, for the daily allowance.
 * @param month what its family may send in the month in which the alert was opened, where that is limited.
 */
export async function claimNotice(
  table: Table,
  one: Notice,
  day: string,
  now: number,
  month?: MonthlyAllowance,
): Promise<Claim> {
  const id = noticeId(one);
  const key = noticeKey(one.team, id);
  for (;;) {
    const [known, used, ofMonth] = await Promise.all([
      table.get(key),
      table.get(allowanceKey(one.team, day)),
      month === undefined ? undefined : usedInMonth(table, one, month),
    ]);
    if (known !== undefined) {
      const { state } = notice.parse(known.data);
      return state === 'claimed' ? 'send' : state;
    }
    const notices = used === undefined ? [] : allowance.parse(used.data).notices;
    const immediate = isWithinAllowance(one, notices) && (ofMonth?.isWithin ?? true);
    const writes: Put[] = immediate
      ? [
          { put: key, data: { state: 'claimed' }, when: 'absent' },
          {
            put: allowanceKey(one.team, day),
            data: { notices: [...notices, id] },
            when: used === undefined ? 'absent' : { version: used.version },
          },
          ...(ofMonth?.writes ?? []),
        ]
      : [
          { put: key, data: { state: 'waits' }, when: 'absent' },
          {
            put: { pk: digestOf(one.team), sk: `${ordered(now)}#${id}` },
            data: { alertId: one.alertId, revision: one.revision },
          },
        ];
    const result = await table.write(writes);
    if (result.kind === 'written') return immediate ? 'send' : 'waits';
  }
}

/** Does an alert belong to those of its month that may send at once, and what must be written so that it does? */
async function usedInMonth(table: Table, { team, alertId }: Notice, { of, alerts: most }: MonthlyAllowance) {
  const key = allowanceKey(team, of);
  const used = await table.get(key);
  const alerts = used === undefined ? [] : monthly.parse(used.data).alerts;
  if (alerts.includes(alertId)) return { isWithin: true, writes: [] };
  const when = used === undefined ? ('absent' as const) : { version: used.version };
  return {
    isWithin: alerts.length < most,
    writes: [{ put: key, data: { alerts: [...alerts, alertId] }, when }],
  };
}

/** Three messages a day, and of each alert at most one update among them. */
function isWithinAllowance({ alertId, revision }: Notice, notices: readonly string[]): boolean {
  if (notices.length >= IMMEDIATE_PER_DAY) return false;
  const updatedToday = notices.some(
    (id) => id.startsWith(`${alertId}-`) && id !== noticeId({ alertId, revision: 1 }),
  );
  return revision === 1 || !updatedToday;
}

export async function markSent(table: Table, one: Notice): Promise<void> {
  await table.write([{ put: noticeKey(one.team, noticeId(one)), data: { state: 'sent' } }]);
}

/** What waits for a team's digest, oldest first. */
export async function waitingNotices(table: Table, team: Team): Promise<WaitingNotice[]> {
  const { items } = await table.query({ pk: digestOf(team), limit: MAX_IN_DIGEST });
  return items.map((item) => ({ ...waiting.parse(item.data), sk: item.key.sk }));
}

/** A digest and the removal of what it tells fit into one write. */
const MAX_IN_DIGEST = 90;

const digestNotice = (team: Team, day: string) => noticeKey(team, `digest-${day}`);

/** Was the digest of this day sent? */
export const isDigestSent = async (table: Table, team: Team, day: string): Promise<boolean> =>
  (await table.get(digestNotice(team, day))) !== undefined;

/** Marks the digest of a day as sent and takes out what it told, in one write. */
export async function markDigestSent(
  table: Table,
  team: Team,
  day: string,
  told: readonly WaitingNotice[],
): Promise<void> {
  await table.write([
    { put: digestNotice(team, day), data: { state: 'sent' } },
    ...told.map(({ sk }) => ({ delete: { pk: digestOf(team), sk } })),
  ]);
}
