import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/publish-changes/handler.ts';
import { acknowledge, addAtRisk, respond } from '../../shared/domain/alerts/life.ts';
import type { Report } from '../../shared/domain/decide-report.ts';
import { onTheBus } from '../../shared/events/bus.ts';
import { EVENTS, type Event } from '../../shared/events/events.ts';
import { changeAlert, createAlert } from '../../shared/store/alerts.ts';
import { detectionItem } from '../../shared/store/detections.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aDetection, anAlert, OPENED_AT } from '../support/alerts.ts';
import { aClock } from '../support/clock.ts';
import { publishedEvents } from '../support/messages.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { aStore } from '../support/store.ts';

const NOW = '2026-06-15T09:00:00.000Z';

async function eventsOf(...reports: readonly Report[]): Promise<Event[]> {
  const { table } = aStore();
  const { record } = createRecorder({ table, clock: aClock(NOW) });
  for (const report of reports) await record(report);
  return await publishedEvents(table);
}
const loss = (report = aLoss()): Report => ({ kind: 'loss', dealId: 'D-1', report });
const win = (report = aWin()): Report => ({ kind: 'win', dealId: 'D-1', report });

describe('a report becomes one event', () => {
  it.each<[string, Report[], Event['metadata']['type'], object]>([
    [
      'an update',
      [{ kind: 'update', dealId: 'D-1', deal: anOpenDeal() }],
      'DealUpdated',
      { seq: 1, dealId: 'D-1' },
    ],
    [
      'a loss',
      [loss()],
      'DealLost',
      {
        seq: 1,
        dealId: 'D-1',
        outcome: 'competitor',
        primaryReason: 'price',
        competitor: 'acme',
        segment: 'enterprise',
        amount: 120_000,
        currency: 'EUR',
      },
    ],
    [
      'a loss to nobody',
      [loss(aBareLoss())],
      'DealLost',
      { seq: 1, dealId: 'D-1', outcome: 'no_decision', primaryReason: 'timing' },
    ],
    [
      'a loss to a competitor that nobody knows',
      [loss(aBareLoss({ outcome: 'competitor', competitor: 'Unknown' }))],
      'DealLost',
      { seq: 1, dealId: 'D-1', outcome: 'competitor', primaryReason: 'timing' },
    ],
    [
      'a loss that a named competitor did not cause',
      [loss(aBareLoss({ competitor: 'Acme' }))],
      'DealLost',
      { seq: 1, dealId: 'D-1', outcome: 'no_decision', primaryReason: 'timing' },
    ],
    [
      'a changed loss',
      [loss(aBareLoss()), loss(aBareLoss({ primaryReason: 'no_budget' }))],
      'DealLost',
      { seq: 2, dealId: 'D-1', outcome: 'no_decision', primaryReason: 'no_budget', amends: 1 },
    ],
    [
      'a win in fils',
      [win({ wonOn: '2026-06-12', amount: '1.001', currency: 'KWD' })],
      'DealWon',
      { seq: 1, dealId: 'D-1', amount: 1.001, currency: 'KWD' },
    ],
    [
      'a win in yen',
      [win({ wonOn: '2026-06-12', amount: '5000', currency: 'JPY' })],
      'DealWon',
      { seq: 1, dealId: 'D-1', amount: 5_000, currency: 'JPY' },
    ],
    [
      'a mention',
      [{ kind: 'mention', dealId: 'D-1', mention: aMention({ competitor: 'ACME Corp.' }) }],
      'CompetitorMentioned',
      { seq: 1, dealId: 'D-1', competitor: 'acme' },
    ],
    [
      'a withdrawal',
      [loss(), { kind: 'withdraw', dealId: 'D-1', result: 'lost' }],
      'ReportWithdrawn',
      { seq: 2, dealId: 'D-1', withdraws: 1 },
    ],
  ])('%s', async (_, reports, type, data) => {
    const events = await eventsOf(...reports);
    expect(events).toHaveLength(reports.length);
    const seq = reports.length;
    expect(events.at(-1)).toEqual({
      metadata: {
        id: `ledger-${seq}`,
        type,
        version: '1.0',
        occurredAt: NOW,
        producer: 'tandem',
        correlationId: `ledger-${seq}`,
        causationId: `ledger-${seq}`,
      },
      data,
    });
  });

  it('and one that changes nothing becomes none', async () => {
    expect(await eventsOf(loss(), loss())).toHaveLength(1);
  });
});

describe('an alert', () => {
  async function alertEvents() {
    const { table } = aStore();
    await createAlert(table, anAlert());
    await changeAlert(table, 'S0034', (one) => addAtRisk(one, 'O-1', OPENED_AT + 1));
    await changeAlert(table, 'S0034', (one) => ({ ...one, evidence: [...one.evidence, 120] }));
    await changeAlert(table, 'S0034', (one) =>
      acknowledge(one, { team: 'sales', by: 'Sam', stance: 'acting' }, OPENED_AT),
    );
    await changeAlert(table, 'S0034', (one) =>
      respond(one, { team: 'sales', by: 'Sam', action: 'Call.' }, OPENED_AT),
    );
    return await publishedEvents(table);
  }

  it('is said to be opened, and updated when there is news; other changes are not news', async () => {
    const events = await alertEvents();
    expect(events.map(({ metadata, data }) => [metadata.id, metadata.type, data])).toEqual([
      ['alert-S0034-1', 'AlertOpened', { alertId: 'S0034', revision: 1 }],
      ['alert-S0034-2', 'AlertUpdated', { alertId: 'S0034', revision: 2 }],
    ]);
  });

  it('begins the chain of events with the ledger entry that opened its epoch', async () => {
    const [opened] = await alertEvents();
    expect(opened?.metadata).toMatchObject({ correlationId: 'ledger-100', causationId: 'ledger-100' });
  });
});

it('a detection becomes an event that says where to find it', async () => {
  const { table } = aStore();
  await table.write([detectionItem(aDetection())]);
  expect(await publishedEvents(table)).toEqual([
    {
      metadata: expect.objectContaining({
        id: 'detection-loss-surge-100-competitor=acme',
        type: 'PatternDetected',
        occurredAt: NOW,
        causationId: 'ledger-100',
      }),
      data: { family: 'loss-surge', key: 'competitor=acme', seq: 100, epoch: 100 },
    },
  ]);
});

it('what is kept for other purposes means no event', async () => {
  const { table } = aStore();
  await table.write([
    { put: { pk: 'DEAL#1', sk: 'DEAL' }, data: {} },
    { put: { pk: 'ALERTS-ABOUT#acme', sk: '1' }, data: {} },
    { put: { pk: 'NOTICE#S1-1', sk: 'sales' }, data: {} },
    { put: { pk: 'LEDGERS', sk: '1' }, data: {} },
    { put: { pk: 'OUTBOX#1', sk: 'OUTBOX' }, data: {} },
  ]);
  await table.write([{ delete: { pk: 'DEAL#1', sk: 'DEAL' } }]);
  expect(await publishedEvents(table)).toEqual([]);
});

describe('an event', () => {
  const secret = (what: string) =>
    fc
      .string({ minLength: 3, maxLength: 10, unit: fc.constantFrom(...'qxzj') })
      .map((text) => `${what}${text}`);
  const secrets = fc.record({
    account: secret('Customer'),
    owner: secret('Person'),
    region: secret('Region'),
    product: secret('Product'),
    stage: secret('Stage'),
    note: secret('Confidential'),
  });

  it('tells no note, customer or person, and none of what it need not tell, whatever is reported', async () => {
    const store = aStore();
    const { table } = store;
    await fc.assert(
      fc
        .asyncProperty(secrets, async ({ note, ...fields }) => {
          const { record } = createRecorder({ table, clock: aClock() });
          await record({ kind: 'update', dealId: 'D-1', deal: anOpenDeal(fields) });
          await record({ kind: 'mention', dealId: 'D-1', mention: aMention({ note }) });
          await record(loss(aLoss({ ...fields, note })));
          await record({ kind: 'withdraw', dealId: 'D-1', result: 'lost' });
          await record(win(aWin({ ...fields, note })));
          await table.write([detectionItem(aDetection())]);
          await createAlert(table, anAlert());
          await changeAlert(table, 'S0034', (one) =>
            acknowledge(one, { team: 'sales', by: fields.owner, stance: 'acting' }, 5),
          );
          await changeAlert(table, 'S0034', (one) =>
            respond(one, { team: 'sales', by: fields.owner, action: note }, 5),
          );
          const all = JSON.stringify((await publishedEvents(table)).map(onTheBus));
          for (const value of [note, ...Object.values(fields)]) expect(all).not.toContain(value);
        })
        .beforeEach(async () => {
          await store.empty();
          await table.trim(Number.MAX_SAFE_INTEGER);
        }),
      { numRuns: 15 },
    );
  });

  it('fits its own schema', async () => {
    const events = await eventsOf(
      { kind: 'update', dealId: 'D-1', deal: anOpenDeal() },
      { kind: 'mention', dealId: 'D-1', mention: aMention() },
      loss(),
      { kind: 'withdraw', dealId: 'D-1', result: 'lost' },
      win(),
    );
    for (const event of events) {
      const travelled: unknown = JSON.parse(JSON.stringify(event));
      expect(EVENTS[event.metadata.type].envelope.parse(travelled)).toEqual(travelled);
    }
    expect(events.map(({ metadata }) => metadata.type)).toEqual([
      'DealUpdated',
      'CompetitorMentioned',
      'DealLost',
      'ReportWithdrawn',
      'DealWon',
    ]);
  });

  it('is the same each time it is published', async () => {
    const { table } = aStore();
    await createRecorder({ table, clock: aClock() }).record(loss());
    expect(await publishedEvents(table)).toEqual(await publishedEvents(table));
  });
});

describe('publishing', () => {
  it('keeps the order of the changes, and is not troubled by changes without a meaning', async () => {
    const { table } = aStore();
    const { record } = createRecorder({ table, clock: aClock() });
    await record(loss());
    await record({ kind: 'withdraw', dealId: 'D-1', result: 'lost' });
    const calls: string[][] = [];
    const publish = createHandler({
      publish: async (events) => void calls.push(events.map(({ metadata }) => metadata.id)),
    });
    const changes = await table.read({ after: 0, limit: 100 });
    await publish(changes);
    await publish(changes.filter(({ key }) => key.pk !== 'LEDGER'));
    expect(calls).toEqual([['ledger-1', 'ledger-2']]);
  });

  it('fails when the bus does, so that the changes come again', async () => {
    const { table } = aStore();
    await createRecorder({ table, clock: aClock() }).record(loss());
    const publish = createHandler({ publish: () => Promise.reject(new Error('The bus is down.')) });
    await expect(publish(await table.read({ after: 0, limit: 100 }))).rejects.toThrow('The bus is down.');
  });
});
