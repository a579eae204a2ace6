import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEAMS } from '../../shared/domain/alerts/teams.ts';
import type { Table } from '../../shared/ports/table.ts';
import {
  claimNotice,
  IMMEDIATE_PER_DAY,
  isDigestSent,
  markDigestSent,
  markSent,
  type Notice,
  waitingNotices,
} from '../../shared/store/notices.ts';
import { aStore } from '../support/store.ts';

const NOW = Date.parse('2026-06-15T09:00:00Z');
const TODAY = '2026-06-15';
const TOMORROW = '2026-06-16';
const notice = (alertId: string, revision = 1, team: Notice['team'] = 'sales'): Notice => ({
  alertId,
  revision,
  team,
});

describe('a team gets at once', () => {
  it.each<[string, [alertId: string, revision: number][], string[]]>([
    [
      'its first three messages of a day, and the rest in a digest',
      [
        ['S1', 1],
        ['S2', 1],
        ['S3', 1],
        ['S4', 1],
        ['S5', 1],
      ],
      ['send', 'send', 'send', 'waits', 'waits'],
    ],
    [
      'one update of an alert',
      [
        ['S1', 2],
        ['S1', 3],
      ],
      ['send', 'waits'],
    ],
    [
      'the opening and one update of an alert',
      [
        ['S1', 1],
        ['S1', 2],
        ['S1', 3],
      ],
      ['send', 'send', 'waits'],
    ],
    [
      'updates of several alerts',
      [
        ['S1', 2],
        ['S2', 2],
        ['S2', 3],
      ],
      ['send', 'send', 'waits'],
    ],
    [
      'an opening after an update of the same alert',
      [
        ['S1', 2],
        ['S1', 1],
      ],
      ['send', 'send'],
    ],
    [
      'no update when three messages were sent',
      [
        ['S1', 1],
        ['S2', 1],
        ['S3', 1],
        ['S1', 2],
      ],
      ['send', 'send', 'send', 'waits'],
    ],
    [
      'an update of an alert whose id begins like another',
      [
        ['S12', 2],
        ['S1', 2],
      ],
      ['send', 'send'],
    ],
  ])('%s', async (_, notices, claims) => {
    const { table } = aStore();
    const made: string[] = [];
    for (const [alertId, revision] of notices) {
      made.push(await claimNotice(table, notice(alertId, revision), TODAY, NOW));
    }
    expect(made).toEqual(claims);
  });

  it('as much as the other team, whatever that one got', async () => {
    const { table } = aStore();
    for (const id of ['S1', 'S2', 'S3', 'S4']) await claimNotice(table, notice(id), TODAY, NOW);
    expect(await claimNotice(table, notice('S4', 1, 'marketing'), TODAY, NOW)).toBe('send');
    expect(await waitingNotices(table, 'marketing')).toEqual([]);
    expect((await waitingNotices(table, 'sales')).map(({ alertId }) => alertId)).toEqual(['S4']);
  });

  it('three more on the next day, also an update of the same alert', async () => {
    const { table } = aStore();
    for (const id of ['S1', 'S2', 'S3', 'S4']) await claimNotice(table, notice(id), TODAY, NOW);
    const next = [notice('S1', 2), notice('S5'), notice('S6'), notice('S7')];
    const made: string[] = [];
    for (const one of next) made.push(await claimNotice(table, one, TOMORROW, NOW));
    expect(made).toEqual(['send', 'send', 'send', 'waits']);
  });
});

describe('a family with few alerts a month', () => {
  const MONTH = { of: 'new-entrant 2026-06', alerts: 2 };
  const claims = async (
    table: Table,
    ...given: [alertId: string, revision: number, day: number, of?: string][]
  ) => {
    const made: string[] = [];
    for (const [alertId, revision, day, of = MONTH.of] of given) {
      const date = `2026-06-${day}`;
      made.push(await claimNotice(table, notice(alertId, revision), date, NOW, { ...MONTH, of }));
    }
    return made;
  };

  it.each<[string, [alertId: string, revision: number, day: number, of?: string][], string[]]>([
    [
      'tells of two at once, and of the others in the digest',
      [
        ['N1', 1, 10],
        ['N2', 1, 11],
        ['N3', 1, 12],
      ],
      ['send', 'send', 'waits'],
    ],
    [
      'tells of two more in the next month',
      [
        ['N1', 1, 10],
        ['N2', 1, 11],
        ['N3', 1, 12, 'new-entrant 2026-07'],
      ],
      ['send', 'send', 'send'],
    ],
    [
      'tells the news of an alert the way it told of the alert',
      [
        ['N1', 1, 10],
        ['N2', 1, 11],
        ['N3', 1, 12],
        ['N3', 2, 13],
        ['N1', 2, 13],
      ],
      ['send', 'send', 'waits', 'waits', 'send'],
    ],
    [
      'gives up none of its two for what the day does not allow',
      [
        ['N1', 1, 10],
        ['N1', 2, 10],
        ['N1', 3, 10],
        ['N2', 1, 10],
        ['N3', 1, 10],
        ['N3', 2, 11],
      ],
      ['send', 'send', 'waits', 'send', 'waits', 'waits'],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await claims(aStore().table, ...given)).toEqual(expected);
  });

  it('leaves what it did not use to others', async () => {
    const { table } = aStore();
    await claims(table, ['N1', 1, 15], ['N2', 1, 15], ['N3', 1, 15]);
    expect(await claimNotice(table, notice('S1'), TODAY, NOW)).toBe('send');
    expect(await claimNotice(table, notice('S2'), TODAY, NOW)).toBe('waits');
  });

  it('tells of exactly two, also when many are claimed at once, again and in two processes', async () => {
    const one = aStore();
    const other = aStore(one.folder, { lock: false });
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        claimNotice(
          n % 2 === 0 ? one.table : other.table,
          notice(`N${Math.floor(n / 2)}`),
          TODAY,
          NOW,
          MONTH,
        ),
      ),
    );
    for (let n = 0; n < 12; n += 2) expect(made[n]).toBe(made[n + 1]);
    expect(made.filter((claim) => claim === 'send')).toHaveLength(2 * 2);
    expect(await waitingNotices(one.table, 'sales')).toHaveLength(4);
    expect(await claims(one.table, ['N0', 1, 16], ['N1', 1, 16], ['N2', 1, 16])).toEqual(
      [0, 2, 4].map((n) => made[n]),
    );
  });
});

describe('a claim', () => {
  it('is given again until the message was sent, and then no more', async () => {
    const { table } = aStore();
    const one = notice('S1');
    expect(await claimNotice(table, one, TODAY, NOW)).toBe('send');
    expect(await claimNotice(table, one, TODAY, NOW)).toBe('send');
    expect(await claimNotice(table, one, TOMORROW, NOW)).toBe('send');
    await markSent(table, one);
    expect(await claimNotice(table, one, TODAY, NOW)).toBe('sent');
    expect(await claimNotice(table, one, TOMORROW, NOW)).toBe('sent');
  });

  it('that is repeated counts once', async () => {
    const { table } = aStore();
    for (let again = 0; again < 5; again += 1) await claimNotice(table, notice('S1'), TODAY, NOW);
    expect(await claimNotice(table, notice('S2'), TODAY, NOW)).toBe('send');
    expect(await claimNotice(table, notice('S3'), TODAY, NOW)).toBe('send');
    expect(await claimNotice(table, notice('S4'), TODAY, NOW)).toBe('waits');
  });

  it('that waits goes on waiting, also on the next day, and waits once', async () => {
    const { table } = aStore();
    for (const id of ['S1', 'S2', 'S3', 'S4']) await claimNotice(table, notice(id), TODAY, NOW);
    expect(await claimNotice(table, notice('S4'), TODAY, NOW + 1)).toBe('waits');
    expect(await claimNotice(table, notice('S4'), TOMORROW, NOW + 2)).toBe('waits');
    expect(await waitingNotices(table, 'sales')).toHaveLength(1);
  });

  it('is one of three, also when many are made at once in two processes', async () => {
    const one = aStore();
    const other = aStore(one.folder, { lock: false });
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        claimNotice(n % 2 === 0 ? one.table : other.table, notice(`S${Math.floor(n / 2)}`), TODAY, NOW),
      ),
    );
    // Each of six alerts was claimed twice at once; both claims of an alert give the same answer.
    for (let n = 0; n < 12; n += 2) expect(claims[n]).toBe(claims[n + 1]);
    expect(claims.filter((claim) => claim === 'send')).toHaveLength(2 * IMMEDIATE_PER_DAY);
    expect(await waitingNotices(one.table, 'sales')).toHaveLength(6 - IMMEDIATE_PER_DAY);
  });
});

describe('a digest', () => {
  it('tells what waited, oldest first, once a day', async () => {
    const { table } = aStore();
    for (const id of ['S1', 'S2', 'S3']) await claimNotice(table, notice(id), TODAY, NOW);
    await claimNotice(table, notice('S5'), TODAY, NOW + 20);
    await claimNotice(table, notice('S4', 3), TODAY, NOW + 10);
    const waiting = await waitingNotices(table, 'sales');
    expect(waiting.map(({ alertId, revision }) => [alertId, revision])).toEqual([
      ['S4', 3],
      ['S5', 1],
    ]);
    expect(await isDigestSent(table, 'sales', TOMORROW)).toBe(false);
    await markDigestSent(table, 'sales', TOMORROW, waiting);
    expect(await isDigestSent(table, 'sales', TOMORROW)).toBe(true);
    expect(await isDigestSent(table, 'marketing', TOMORROW)).toBe(false);
    expect(await waitingNotices(table, 'sales')).toEqual([]);
  });

  it('leaves what came while it was sent for the next one', async () => {
    const { table } = aStore();
    for (const id of ['S1', 'S2', 'S3', 'S4']) await claimNotice(table, notice(id), TODAY, NOW);
    const waiting = await waitingNotices(table, 'sales');
    await claimNotice(table, notice('S5'), TODAY, NOW + 1);
    await markDigestSent(table, 'sales', TODAY, waiting);
    expect((await waitingNotices(table, 'sales')).map(({ alertId }) => alertId)).toEqual(['S5']);
  });

  it('of very many notices is sent in parts that can be stored', async () => {
    const { table } = aStore();
    for (let n = 0; n < 200; n += 1) await claimNotice(table, notice(`S${n}`), TODAY, NOW + n);
    const told: string[] = [];
    for (const day of [TOMORROW, '2026-06-17', '2026-06-18']) {
      const waiting = await waitingNotices(table, 'sales');
      told.push(...waiting.map(({ alertId }) => alertId));
      await markDigestSent(table, 'sales', day, waiting);
    }
    expect(told).toEqual(Array.from({ length: 197 }, (_, n) => `S${n + 3}`));
  });
});

it('no notice is lost and none is given twice, in whatever order and however often they are claimed', async () => {
  const store = aStore();
  const { table } = store;
  const claim = fc.record({
    alertId: fc.constantFrom('S1', 'S2', 'S3'),
    revision: fc.integer({ min: 1, max: 3 }),
    team: fc.constantFrom(...TEAMS),
    day: fc.constantFrom(TODAY, TOMORROW),
    sends: fc.boolean(),
  });
  await fc.assert(
    fc
      .asyncProperty(fc.array(claim, { maxLength: 40 }), async (claims) => {
        const sent = new Map<string, string[]>();
        for (const { day, sends, ...one } of claims) {
          const id = `${one.team} ${one.alertId} ${one.revision}`;
          const answer = await claimNotice(table, one, day, NOW);
          if (answer === 'sent') expect(sent.has(id)).toBe(true);
          if (answer !== 'send' || !sends) continue;
          await markSent(table, one);
          sent.set(id, [...(sent.get(id) ?? []), day]);
        }
        for (const times of sent.values()) expect(times).toHaveLength(1);
        for (const { team, alertId, revision, day } of claims) {
          const last = await claimNotice(table, { team, alertId, revision }, day, NOW);
          const waits = (await waitingNotices(table, team)).some(
            (one) => one.alertId === alertId && one.revision === revision,
          );
          expect(waits).toBe(last === 'waits');
        }
      })
      .beforeEach(() => store.empty()),
    { numRuns: 30 },
  );
});
