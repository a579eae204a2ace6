import { describe, expect, it } from 'vitest';
import { alertState } from '../../shared/domain/alerts/alert.ts';
import { acknowledge, addAtRisk, respond } from '../../shared/domain/alerts/life.ts';
import { CursorError } from '../../shared/ports/table.ts';
import {
  changeAlert,
  createAlert,
  findAlerts,
  getAlert,
  recentAlertsAbout,
} from '../../shared/store/alerts.ts';
import { anAlert, aPattern, OPENED_AT } from '../support/alerts.ts';
import { DAY } from '../support/clock.ts';
import { aStore, beforeWrites } from '../support/store.ts';

describe('an alert', () => {
  it('is created once; the second of two equal ones changes nothing', async () => {
    const { table } = aStore();
    expect(await createAlert(table, anAlert())).toBe(true);
    expect(await createAlert(table, anAlert({ evidence: [1] }))).toBe(false);
    expect(await getAlert(table, 'S0034')).toEqual(anAlert());
  });

  it('is created once by several at the same time', async () => {
    const one = aStore();
    const other = aStore(one.folder, { lock: false });
    const created = await Promise.all(
      [one, other, one, other].map(({ table }) => createAlert(table, anAlert())),
    );
    expect(created.filter(Boolean)).toHaveLength(1);
    expect((await findAlerts(one.table, { limit: 10 })).alerts).toHaveLength(1);
  });

  it('keeps every change that is made at the same time, in two processes', async () => {
    const one = aStore();
    const other = aStore(one.folder, { lock: false });
    await createAlert(one.table, anAlert());
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        changeAlert(n % 2 === 0 ? one.table : other.table, 'S0034', (before) =>
          addAtRisk(before, `O-${n}`, OPENED_AT + n),
        ),
      ),
    );
    const changed = await getAlert(one.table, 'S0034');
    expect(new Set(changed?.atRiskDealIds).size).toBe(40);
    expect(changed?.news).toHaveLength(41);
  });

  it('is acknowledged by both teams at once', async () => {
    const { table } = aStore();
    await createAlert(table, anAlert());
    const answers = await Promise.all(
      (['sales', 'marketing'] as const).map((team) =>
        changeAlert(table, 'S0034', (before) =>
          acknowledge(before, { team, by: team, stance: 'acting' }, OPENED_AT),
        ),
      ),
    );
    expect(answers.map((one) => one && alertState(one)).sort()).toEqual([
      'acknowledged',
      'half-acknowledged',
    ]);
  });

  it('is not written when nothing changes', async () => {
    const { table } = aStore();
    await createAlert(table, anAlert());
    let writes = 0;
    const watched = beforeWrites(table, async () => {
      writes += 1;
    });
    await changeAlert(watched, 'S0034', (before) => before);
    expect(writes).toBe(0);
  });

  it('that is not there is not changed', async () => {
    const { table } = aStore();
    expect(await changeAlert(table, 'S9999', (before) => ({ ...before, evidence: [] }))).toBeUndefined();
    expect(await getAlert(table, 'S9999')).toBeUndefined();
  });

  it('is changed from what it became while the change was worked out', async () => {
    const { table } = aStore();
    await createAlert(table, anAlert());
    let interrupted = false;
    const slow = beforeWrites(table, async () => {
      if (interrupted) return;
      interrupted = true;
      await changeAlert(table, 'S0034', (before) =>
        respond(before, { team: 'sales', by: 'Sam', action: 'Call.' }, OPENED_AT),
      );
    });
    const after = await changeAlert(slow, 'S0034', (before) => addAtRisk(before, 'O-1', OPENED_AT));
    expect(after).toMatchObject({ atRiskDealIds: ['O-1'], responses: [{ action: 'Call.' }] });
  });
});

describe('the alerts of a competitor that may still take in news', () => {
  it('are those of the last thirty days, for each kind of pattern', async () => {
    const { table } = aStore();
    const now = OPENED_AT + 40 * DAY;
    const about = (id: string, daysAgo: number, competitor: string | null) =>
      createAlert(
        table,
        anAlert({ id, openedAt: now - daysAgo * DAY, pattern: aPattern({ competitor, segment: 'smb' }) }),
      );
    await about('S0001', 31, 'acme');
    await about('S0002', 30, 'acme');
    await about('B0003', 0, 'acme');
    await about('S0004', 1, 'globex');
    await about('S0005', 1, 'acmecorp');
    await about('S0006', 1, null);
    const recent = async (competitor: string, at: number) =>
      (await recentAlertsAbout(table, competitor, at)).map(({ id }) => id);
    expect(await recent('acme', now)).toEqual(['S0002', 'B0003']);
    expect(await recent('acme', 0)).toEqual(['S0001', 'S0002', 'B0003']);
    expect(await recent('nobody', now)).toEqual([]);
  });
});

describe('the list of alerts', () => {
  /** S0000 is the oldest; every third one is about Globex. Two at a time were opened in the same millisecond. */
  async function twentyFive() {
    const { table } = aStore();
    for (let n = 0; n < 25; n += 1) {
      const pattern = aPattern({ competitor: n % 3 === 0 ? 'globex' : 'acme' });
      const id = `S${String(n).padStart(4, '0')}`;
      await createAlert(table, anAlert({ id, openedAt: OPENED_AT + Math.floor(n / 2), pattern }));
    }
    return table;
  }
  const newestFirst = Array.from({ length: 25 }, (_, n) => `S${String(24 - n).padStart(4, '0')}`);

  it.each([1, 2, 7, 24, 25, 26])('is read in pages of %i, newest first, each once', async (limit) => {
    const table = await twentyFive();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await findAlerts(table, { limit, after });
      expect(page.alerts.length).toBeLessThanOrEqual(limit);
      if (page.next !== undefined) expect(page.alerts).toHaveLength(limit);
      seen.push(...page.alerts.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(newestFirst);
  });

  it.each(
    ['globex', 'acme'].flatMap((competitor) => [1, 3, 10].map((limit) => [competitor, limit] as const)),
  )('that is filtered by %s has full pages of %i, and none twice', async (competitor, limit) => {
    const table = await twentyFive();
    const expected = newestFirst.filter(
      (id) => (Number(id.slice(1)) % 3 === 0) === (competitor === 'globex'),
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await findAlerts(table, {
        limit,
        after,
        matches: (one) => one.pattern.competitor === competitor,
      });
      expect(page.alerts.length).toBeLessThanOrEqual(limit);
      if (page.next !== undefined) expect(page.alerts).toHaveLength(limit);
      seen.push(...page.alerts.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(expected);
  });

  it('can be empty', async () => {
    const { table } = aStore();
    expect(await findAlerts(table, { limit: 5 })).toEqual({ alerts: [], next: undefined });
    const full = await twentyFive();
    expect(await findAlerts(full, { limit: 5, matches: () => false })).toEqual({
      alerts: [],
      next: undefined,
    });
  });

  it('goes on where it was while new alerts are opened', async () => {
    const table = await twentyFive();
    const first = await findAlerts(table, { limit: 10 });
    await createAlert(table, anAlert({ id: 'S9999', openedAt: OPENED_AT + DAY }));
    const second = await findAlerts(table, { limit: 10, after: first.next });
    expect([...first.alerts, ...second.alerts].map(({ id }) => id)).toEqual(newestFirst.slice(0, 20));
  });

  it.each(['', 'nonsense', 'e30', Buffer.from('{"pk":"DEAL#1","sk":"DEAL"}').toString('base64url')])(
    'refuses the cursor "%s", which no page gave',
    async (after) => {
      const table = await twentyFive();
      await expect(findAlerts(table, { limit: 5, after })).rejects.toThrow(CursorError);
    },
  );
});
