import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/notify-teams/handler.ts';
import { createHandler as createDigests } from '../../functions/send-digests/handler.ts';
import type { Alert } from '../../shared/domain/alerts/alert.ts';
import { acknowledge, addAtRisk } from '../../shared/domain/alerts/life.ts';
import type { Notify, TeamMessage } from '../../shared/ports/notify.ts';
import { changeAlert, createAlert } from '../../shared/store/alerts.ts';
import { waitingNotices } from '../../shared/store/notices.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { anAlert, OPENED_AT } from '../support/alerts.ts';
import { aClock, DAY, HOUR } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage } from '../support/messages.ts';
import { aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aStore, beforeWrites, Crash } from '../support/store.ts';

const BASE = 'https://tandem.example.com';

/** A notifier that keeps what it sent, and fails where it is told to. */
function aNotifier() {
  const sent: TeamMessage[] = [];
  const failing = new Set<string>();
  const notify: Notify = async (message) => {
    if (failing.has(message.team)) throw new Error(`The mail server refused ${message.team}@example.com.`);
    sent.push(message);
  };
  return { notify, sent, failing, ids: () => sent.map(({ id }) => id).sort() };
}

function setUp() {
  const store = aStore();
  const clock = aClock(OPENED_AT);
  const notifier = aNotifier();
  const { log, lines } = recordingLog();
  const deps = {
    table: store.table,
    clock,
    log,
    notify: notifier.notify,
    timeZone: 'Europe/Vienna',
    baseUrl: BASE,
  };
  return {
    ...store,
    clock,
    ...notifier,
    lines,
    deps,
    handler: createHandler(deps),
    sendDigests: createDigests(deps),
  };
}

const metadata = (id: string, type: string) => ({
  id,
  type,
  version: '1.0',
  occurredAt: new Date(OPENED_AT).toISOString(),
  producer: 'tandem',
  correlationId: 'ledger-100',
  causationId: 'ledger-100',
});
const opened = (alertId = 'S0034') =>
  aMessage({ metadata: metadata(`alert-${alertId}-1`, 'AlertOpened'), data: { alertId, revision: 1 } });
const updated = (revision: number, alertId = 'S0034') =>
  aMessage({
    metadata: metadata(`alert-${alertId}-${revision}`, 'AlertUpdated'),
    data: { alertId, revision },
  });

/** An alert with a piece of news for each of these deals. */
const withDeals = (...dealIds: string[]): Alert =>
  dealIds.reduce((alert, dealId) => addAtRisk(alert, dealId, OPENED_AT), anAlert());

describe('both teams', () => {
  it('are told of a new alert, once, however often the event comes', async () => {
    const { table, handler, ids, lines } = setUp();
    await createAlert(table, anAlert());
    expect(await handler([opened(), opened()])).toEqual({ failed: [] });
    await handler([opened()]);
    expect(ids()).toEqual(['S0034-1-marketing', 'S0034-1-sales']);
    expect(lines.filter(({ decision }) => decision === 'team notified')).toHaveLength(2);
  });

  it('are told of news in a message of its own, also when it comes before the opening', async () => {
    const { table, handler, ids } = setUp();
    await createAlert(table, withDeals('O-1'));
    await handler([updated(2), opened(), updated(2)]);
    expect(ids()).toEqual(['S0034-1-marketing', 'S0034-1-sales', 'S0034-2-marketing', 'S0034-2-sales']);
  });

  it('see who answered already', async () => {
    const { table, handler, sent } = setUp();
    await createAlert(table, withDeals('O-1'));
    await changeAlert(table, 'S0034', (one) =>
      acknowledge(one, { team: 'sales', by: 'Sam', stance: 'acting' }, OPENED_AT),
    );
    await handler([updated(2)]);
    for (const { text } of sent) expect(text).toContain('SALES      acknowledged by Sam\n');
  });
});

describe('when a message cannot be sent to one team', () => {
  it('the other gets its message, and a retry sends nothing twice', async () => {
    const { table, handler, ids, failing } = setUp();
    await createAlert(table, anAlert());
    failing.add('sales');
    const message = opened();
    expect(await handler([message])).toMatchObject({ failed: [message.id] });
    expect(ids()).toEqual(['S0034-1-marketing']);
    failing.clear();
    expect(await handler([message])).toEqual({ failed: [] });
    expect(ids()).toEqual(['S0034-1-marketing', 'S0034-1-sales']);
  });

  it('the same holds the other way around', async () => {
    const { table, handler, ids, failing } = setUp();
    await createAlert(table, anAlert());
    failing.add('marketing');
    await handler([opened()]);
    expect(ids()).toEqual(['S0034-1-sales']);
    failing.clear();
    await handler([opened()]);
    expect(ids()).toEqual(['S0034-1-marketing', 'S0034-1-sales']);
  });

  it('other alerts are told of', async () => {
    const { table, deps, handler, ids } = setUp();
    for (const id of ['S0001', 'S0002']) await createAlert(table, anAlert({ id }));
    const picky = createHandler({
      ...deps,
      notify: async (message) => {
        if (message.alertId === 'S0001') throw new Error('This one cannot be sent.');
        await deps.notify(message);
      },
    });
    const bad = opened('S0001');
    expect(await picky([bad, opened('S0002')])).toMatchObject({ failed: [bad.id] });
    expect(ids()).toEqual(['S0002-1-marketing', 'S0002-1-sales']);
    await handler([bad]);
    expect(ids()).toHaveLength(4);
  });

  it('the log names no address', async () => {
    const { table, handler, failing, lines } = setUp();
    await createAlert(table, anAlert());
    failing.add('sales');
    await handler([opened()]);
    expect(lines.some(({ level }) => level === 'error')).toBe(true);
    expect(JSON.stringify(lines)).not.toContain('example.com');
  });

  it('a crash between sending and marking repeats the same message and loses none', async () => {
    const { table, deps, handler, sent } = setUp();
    await createAlert(table, anAlert());
    const forgetful = beforeWrites(table, async (writes) => {
      if (JSON.stringify(writes).includes('"sent"')) throw new Crash('The process died.');
    });
    await createHandler({ ...deps, table: forgetful })([opened()]);
    await handler([opened()]);
    await handler([opened()]);
    const byTeam = (team: string) => sent.filter((message) => message.team === team);
    for (const team of ['sales', 'marketing']) {
      expect(byTeam(team)).toHaveLength(2);
      expect(byTeam(team)[0]).toEqual(byTeam(team)[1]);
    }
  });
});

describe('an event that cannot be handled', () => {
  it.each([
    ['about an alert that is not stored', opened('S9999')],
    [
      'of another type',
      aMessage({ metadata: metadata('x', 'DealLost'), data: { alertId: 'S0034', revision: 1 } }),
    ],
    ['without a revision', aMessage({ metadata: metadata('x', 'AlertOpened'), data: { alertId: 'S0034' } })],
  ])('%s fails alone', async (_, bad) => {
    const { table, handler, ids } = setUp();
    await createAlert(table, anAlert());
    expect(await handler([bad, opened()])).toMatchObject({ failed: [bad.id] });
    expect(ids()).toHaveLength(2);
  });
});

describe('a storm', () => {
  it('becomes three messages for each team, and one digest with the rest on the next day', async () => {
    const { table, handler, sent, clock, sendDigests, ids } = setUp();
    for (let n = 1; n <= 6; n += 1) await createAlert(table, anAlert({ id: `S000${n}` }));
    await handler([1, 2, 3, 4, 5, 6].map((n) => opened(`S000${n}`)));
    expect(sent).toHaveLength(6);
    clock.advance(DAY);
    await sendDigests();
    const digests = sent.filter(({ kind }) => kind === 'digest');
    expect(digests.map(({ id }) => id).sort()).toEqual([
      'digest-2026-06-16-marketing',
      'digest-2026-06-16-sales',
    ]);
    for (const { text, subject } of digests) {
      expect(subject).toBe('[Tandem] Digest of 2026-06-16: 3 items');
      for (const id of ['S0004', 'S0005', 'S0006']) expect(text).toContain(`(alert ${id})`);
      expect(text).not.toContain('S0001');
    }
    await sendDigests();
    expect(ids()).toHaveLength(8);
    expect(await waitingNotices(table, 'sales')).toEqual([]);
  });

  it('of news about one alert becomes one update a day', async () => {
    const { table, handler, ids, clock } = setUp();
    await createAlert(table, withDeals('O-1', 'O-2', 'O-3'));
    await handler([opened(), updated(2), updated(3)]);
    expect(ids()).toEqual(['S0034-1-marketing', 'S0034-1-sales', 'S0034-2-marketing', 'S0034-2-sales']);
    clock.advance(DAY);
    await handler([updated(4)]);
    expect(ids().filter((id) => id.startsWith('S0034-4'))).toHaveLength(2);
    expect((await waitingNotices(table, 'sales')).map(({ revision }) => revision)).toEqual([3]);
  });

  it('ends with the day of the business, not with that of UTC', async () => {
    const { table, handler, sent, clock } = setUp();
    for (let n = 1; n <= 4; n += 1) await createAlert(table, anAlert({ id: `S000${n}` }));
    clock.set(Date.parse('2026-06-15T21:30:00Z'));
    await handler([1, 2, 3].map((n) => opened(`S000${n}`)));
    clock.advance(HOUR);
    await handler([opened('S0004')]);
    expect(sent).toHaveLength(8);
  });
});

describe('a digest', () => {
  async function twoWaiting() {
    const all = setUp();
    for (let n = 1; n <= 5; n += 1) await createAlert(all.table, anAlert({ id: `S000${n}` }));
    await all.handler([1, 2, 3, 4, 5].map((n) => opened(`S000${n}`)));
    all.sent.length = 0;
    return all;
  }

  it('is not sent where nothing waits', async () => {
    const { sendDigests, sent } = setUp();
    await sendDigests();
    expect(sent).toEqual([]);
  });

  it('comes once a day; what waits later is in the next one', async () => {
    const { table, handler, sendDigests, sent, clock } = await twoWaiting();
    await sendDigests();
    await createAlert(table, anAlert({ id: 'S0009' }));
    await handler([opened('S0009')]);
    await sendDigests();
    expect(sent.map(({ id }) => id).sort()).toEqual([
      'digest-2026-06-15-marketing',
      'digest-2026-06-15-sales',
    ]);
    clock.advance(DAY);
    await sendDigests();
    expect(sent).toHaveLength(4);
    expect(sent.at(-1)?.text).toContain('(alert S0009)');
  });

  it('that cannot be sent waits for the next try, and nothing is lost', async () => {
    const { sendDigests, sent, failing, table } = await twoWaiting();
    failing.add('sales').add('marketing');
    await expect(sendDigests()).rejects.toThrow();
    expect(await waitingNotices(table, 'sales')).toHaveLength(2);
    failing.clear();
    await sendDigests();
    expect(sent.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
  });

  it('to one team is not kept back by the trouble of the other', async () => {
    const { sendDigests, sent, failing } = await twoWaiting();
    failing.add('sales');
    await sendDigests().catch(() => {});
    expect(sent.map(({ team }) => team)).toEqual(['marketing']);
    failing.clear();
    await sendDigests();
    expect(sent.map(({ team }) => team)).toEqual(['marketing', 'sales']);
  });

  it('that was sent but not marked comes again with the same id', async () => {
    const { deps, sendDigests, sent, table } = await twoWaiting();
    const forgetful = beforeWrites(table, async () => Promise.reject(new Crash('The process died.')));
    await createDigests({ ...deps, table: forgetful })().catch(() => {});
    await sendDigests();
    expect(sent.filter(({ team }) => team === 'sales').map(({ id }) => id)).toEqual([
      'digest-2026-06-15-sales',
      'digest-2026-06-15-sales',
    ]);
    expect(await waitingNotices(table, 'sales')).toEqual([]);
  });
});

it('no message and no line of the log has a note in it', async () => {
  const { table, clock, handler, sendDigests, sent, lines } = setUp();
  const { record } = createRecorder({ table, clock });
  const note = 'Confidential: they pay too much.';
  for (let n = 1; n <= 3; n += 1) await record({ kind: 'loss', dealId: `D-${n}`, report: aLoss({ note }) });
  await record({ kind: 'update', dealId: 'O-1', deal: anOpenDeal() });
  await record({ kind: 'mention', dealId: 'O-1', mention: aMention({ note, threat: 'high' }) });
  for (let n = 1; n <= 4; n += 1) await createAlert(table, anAlert({ id: `S000${n}`, evidence: [1, 2, 3] }));
  await handler([1, 2, 3, 4].map((n) => opened(`S000${n}`)));
  clock.advance(DAY);
  await sendDigests();
  expect(sent).toHaveLength(8);
  expect(sent[0]?.text).toContain('Northwind');
  expect(JSON.stringify(sent)).not.toContain('Confidential');
  for (const secret of ['Confidential', 'Northwind', 'Ada'])
    expect(JSON.stringify(lines)).not.toContain(secret);
});
