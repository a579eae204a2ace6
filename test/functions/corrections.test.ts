import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler as createNotify } from '../../functions/notify-teams/handler.ts';
import { createHandler as createOpenAlerts } from '../../functions/open-alerts/handler.ts';
import { eventOfChange } from '../../functions/publish-changes/event-of-change.ts';
import { summariseAlert } from '../../functions/serve-http/api/alert-document.ts';
import { type Alert, alertState } from '../../shared/domain/alerts/alert.ts';
import { acknowledge } from '../../shared/domain/alerts/life.ts';
import { isOfEpoch, opensEpoch } from '../../shared/domain/alerts/settle.ts';
import type { RegisterCommand } from '../../shared/domain/competitors/decide-register.ts';
import type { Report } from '../../shared/domain/decide-report.ts';
import { type Detection, ownerOf } from '../../shared/domain/detection/detection.ts';
import type { LossReport } from '../../shared/domain/report.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { onTheBus } from '../../shared/events/bus.ts';
import type { Event } from '../../shared/events/events.ts';
import { compileEventPattern } from '../../shared/events/pattern/compile-event-pattern.ts';
import { createRoutes } from '../../shared/events/routes.ts';
import type { TeamMessage } from '../../shared/ports/notify.ts';
import { viewAlert } from '../../shared/store/alert-view.ts';
import { changeAlert, findAlerts, getAlert, recentAlertsAbout } from '../../shared/store/alerts.ts';
import { detectionItem, detectionsFrom } from '../../shared/store/detections.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { jointAlertMessage } from '../../shared/web/mail/joint-alert.ts';
import { aDetection, aPattern, OPENED_AT, surgeFigures } from '../support/alerts.ts';
import { aClock, DAY, HOUR } from '../support/clock.ts';
import { correctedLedger, HISTORY } from '../support/corrected-ledgers.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage } from '../support/messages.ts';
import { aLoss, aWin } from '../support/reports.ts';
import { aStore, beforeWrites, putLedger } from '../support/store.ts';

const settings: Settings = {
  falseAlarmsPerQuarter: 2_000,
  bigLossAmounts: { EUR: 50_000_000 },
  timeZone: 'UTC',
  currency: 'EUR',
};

/** Everything behind the ledger, without queues: what is stored becomes events, and events reach their handlers. */
function aSystem() {
  const store = aStore();
  const { table } = store;
  const clock = aClock('2026-03-02T08:00:00Z');
  const { log } = recordingLog();
  const sent: TeamMessage[] = [];
  const notify = async (message: TeamMessage) => void sent.push(message);
  const handlers = {
    'open-alerts': createOpenAlerts({ table, clock, log }),
    'notify-teams': createNotify({ table, clock, log, notify, timeZone: 'UTC', baseUrl: 'http://t' }),
  };
  // Each competitor of these stories is new as well, which has tests of its own.
  const routes = createRoutes(settings)
    .filter(({ name }) => name !== 'detect-new-entrant')
    .map(({ rule, to }) => ({ selects: compileEventPattern(rule), to }));
  const { record, decide } = createRecorder({ table, clock });
  let cursor = 0;

  async function deliver(event: Event): Promise<void> {
    for (const { selects, to } of routes) {
      if (!selects(onTheBus(event)) || to.function === 'watch-open-deals') continue;
      if (to.function === 'advance-projection') await to.advance(table);
      else expect(await handlers[to.function]([aMessage(event)])).toEqual({ failed: [] });
    }
  }
  async function newEvents(): Promise<Event[]> {
    const changes = await table.read({ after: cursor, limit: 1_000_000 });
    cursor = changes.at(-1)?.cursor ?? cursor;
    return changes.flatMap((change) => eventOfChange(change) ?? []);
  }
  async function settle(): Promise<void> {
    for (let events = await newEvents(); events.length > 0; events = await newEvents())
      for (const event of events) await deliver(event);
  }
  return {
    ...store,
    clock,
    sent,
    newEvents,
    deliver,
    settle,
    async report(...reports: readonly Report[]) {
      for (const one of reports) {
        clock.advance(HOUR);
        expect((await record(one)).kind).toBe('stored');
      }
      await settle();
    },
    async decide(command: RegisterCommand) {
      clock.advance(HOUR);
      const outcome = await decide(command);
      await settle();
      return outcome.kind === 'stored' ? outcome.entry.seq : 0;
    },
    alerts: async () => (await findAlerts(table, { limit: 1_000 })).alerts,
  };
}

const lost = (dealId: string, given: Partial<LossReport> = {}): Report => ({
  kind: 'loss',
  dealId,
  report: aLoss({
    competitor: 'Initech',
    account: `Customer of ${dealId}`,
    owner: `Rep of ${dealId}`,
    amount: '1000',
    lostOn: '2026-06-01',
    ...given,
  }),
});
const withdraw = (dealId: string): Report => ({ kind: 'withdraw', dealId, result: 'lost' });

/** A system with history, in which Initech has just taken three deals: one alert, told to both teams. */
async function aSystemWithAlert() {
  const system = aSystem();
  for (const [hours, report] of HISTORY) {
    system.clock.advance((hours - 1) * HOUR);
    await system.report(report);
  }
  const before = await system.alerts();
  await system.report(lost('D-1'), lost('D-2'), lost('D-3'));
  const [alert] = await system.alerts();
  if (alert === undefined || before.some(({ id }) => id === alert.id)) throw new Error('No alert.');
  expect(alert).toMatchObject({ key: 'competitor=initech', family: 'loss-surge' });
  const now = async (): Promise<Alert> => (await getAlert(system.table, alert.id)) ?? alert;
  return { ...system, alert, now };
}

describe('an alert about a name that is merged', () => {
  it('goes on under the other name, with its id and its answers, and nobody gets a message', async () => {
    const { table, decide, alerts, now, alert, sent } = await aSystemWithAlert();
    await decide({ kind: 'confirm', name: 'Hooli' });
    await changeAlert(table, alert.id, (one) =>
      acknowledge(one, { team: 'sales', by: 'Ada', stance: 'acting' }, OPENED_AT),
    );
    const [messages, count] = [sent.length, (await alerts()).length];
    await decide({ kind: 'merge', name: 'Initech', into: 'Hooli' });
    expect(await now()).toMatchObject({
      id: alert.id,
      key: 'competitor=hooli',
      pattern: { competitor: 'hooli' },
      acknowledgements: { sales: { by: 'Ada' } },
      evidence: alert.evidence,
    });
    expect((await now()).retracted).toBeUndefined();
    expect(await recentAlertsAbout(table, 'hooli', alert.openedAt)).toHaveLength(1);
    expect(await recentAlertsAbout(table, 'initech', alert.openedAt)).toEqual([]);
    expect((await viewAlert(table, await now())).names.competitor).toBe('Hooli');
    expect(await alerts()).toHaveLength(count);
    expect(sent).toHaveLength(messages);
  });

  it('takes in what is reported under either name, and comes back when the merge is undone', async () => {
    const { table, decide, report, now, alert, alerts } = await aSystemWithAlert();
    const count = (await alerts()).length;
    await decide({ kind: 'confirm', name: 'Hooli' });
    const merge = await decide({ kind: 'merge', name: 'Initech', into: 'Hooli' });
    await report(lost('D-4'), lost('D-5', { competitor: 'Hooli Inc.' }), lost('D-6'));
    expect((await now()).evidence).toHaveLength(6);
    await decide({ kind: 'separate', undoes: merge });
    const after = await now();
    expect(after).toMatchObject({ id: alert.id, key: 'competitor=initech' });
    expect(after.retracted).toBeUndefined();
    const standings = (await viewAlert(table, after)).evidence.map(({ standing }) => standing);
    expect(standings.toSorted()).toEqual([...Array(5).fill('in force'), 'moved']);
    expect((await alerts()).length).toBe(count);
  });

  it('says so when the name was no competitor, and fires again when that is undone', async () => {
    const { decide, now, alert, alerts } = await aSystemWithAlert();
    const dismissal = await decide({ kind: 'dismiss', name: 'Initech' });
    expect(alertState(await now())).toBe('retracted');
    await decide({ kind: 'separate', undoes: dismissal });
    expect(await now()).toEqual({ ...alert, updatedAt: expect.any(Number) });
    expect((await alerts()).filter(({ retracted, key }) => !retracted && key === alert.key)).toHaveLength(1);
  });

  it('goes with its epoch when the first loss behind it is withdrawn and the others are enough', async () => {
    const { decide: _, report, now, alert, alerts, sent } = await aSystemWithAlert();
    await report(lost('D-4'), lost('D-5'), lost('D-6'));
    const [messages, count] = [sent.length, (await alerts()).length];
    await report(withdraw('D-1'));
    const after = await now();
    expect(after.retracted).toBeUndefined();
    expect(after.epoch).toBeGreaterThan(alert.epoch);
    expect(await alerts()).toHaveLength(count);
    expect(sent).toHaveLength(messages);
  });
});

describe('an alert whose reports are corrected', () => {
  it('says that it would no longer have fired, everywhere, and sends nothing', async () => {
    const { table, report, now, sent, alert } = await aSystemWithAlert();
    const messages = sent.length;
    await report(withdraw('D-2'));
    const after = await now();
    const said = 'After a correction this would no longer have fired.';
    expect(alertState(after)).toBe('retracted');
    expect(after).toEqual({ ...alert, updatedAt: after.updatedAt, retracted: after.retracted });
    const view = await viewAlert(table, after);
    expect(summariseAlert(view)).toMatchObject({
      state: 'retracted',
      retracted: { by: after.retracted?.by },
      sentences: expect.arrayContaining([said]),
    });
    expect(jointAlertMessage(view, 1, 'sales', 'http://t').text).toContain(said);
    expect(view.evidence.map(({ standing }) => standing)).toEqual(['in force', 'withdrawn', 'in force']);
    expect(sent).toHaveLength(messages);
  });

  it('keeps the first correction when there is a second one', async () => {
    const { report, now } = await aSystemWithAlert();
    await report(withdraw('D-2'));
    const { retracted } = await now();
    await report(withdraw('D-1'));
    expect((await now()).retracted).toEqual(retracted);
  });

  it('fires again when the correction is corrected, and sends nothing', async () => {
    const { report, now, alert, sent } = await aSystemWithAlert();
    const messages = sent.length;
    await report(lost('D-2', { competitor: 'Umbrella' }));
    expect(alertState(await now())).toBe('retracted');
    await report(lost('D-2'));
    expect(await now()).toEqual({ ...alert, updatedAt: expect.any(Number) });
    expect(sent).toHaveLength(messages);
  });

  it('is followed by another one when the deal is lost again', async () => {
    const { report, now, alerts, alert } = await aSystemWithAlert();
    await report(withdraw('D-2'), lost('D-2'));
    expect(alertState(await now())).toBe('retracted');
    const [newest] = await alerts();
    expect(newest).toMatchObject({ key: alert.key });
    expect(newest?.retracted).toBeUndefined();
    expect(newest?.epoch).toBeGreaterThan(alert.epoch);
  });

  it('has other figures when it still fires, and no news', async () => {
    const { report, now, alert, sent } = await aSystemWithAlert();
    await report(lost('D-4'), lost('D-5'), lost('D-6'));
    const messages = sent.length;
    const before = await now();
    expect(before.figures).toMatchObject({ matches: 6 });
    await report({ kind: 'win', dealId: 'D-6', report: aWin() });
    expect(await now()).toMatchObject({ figures: { matches: 3 }, news: before.news });
    expect((await now()).retracted).toBeUndefined();
    expect((await now()).figures).toEqual(alert.figures);
    expect(sent).toHaveLength(messages);
  });

  it('opens late when the reports name the right competitor only then', async () => {
    const { report, alerts, sent, table } = await aSystemWithAlert();
    const messages = sent.length;
    const wrong = ['Umbrella', 'Hooli', 'Umbrella'];
    await report(...[1, 2, 3].map((n) => lost(`L-${n}`, { competitor: wrong[n - 1] })));
    await report(...[1, 3].map((n) => lost(`L-${n}`, { competitor: 'Hooli' })));
    const [newest] = await alerts();
    expect(newest).toMatchObject({ key: 'competitor=hooli', news: [{ news: { what: 'opened' } }] });
    expect(sent.slice(messages).map(({ alertId }) => alertId)).toEqual([newest?.id, newest?.id]);
    expect(newest && (await viewAlert(table, newest)).evidence).toHaveLength(3);
  });

  it('takes in no news while it is retracted', async () => {
    const { table, clock, now, settle, alert, report } = await aSystemWithAlert();
    await report(withdraw('D-2'));
    const before = await now();
    const { key, pattern, epoch } = alert;
    const doubled = { key, pattern, epoch, seq: epoch + 1, at: clock(), cause: 'money-doubled' as const };
    await table.write([detectionItem(aDetection(doubled))]);
    await settle();
    expect(await now()).toEqual(before);
  });
});

describe('a big loss', () => {
  const big = (given: Partial<LossReport> = {}) => lost('B-1', { amount: '600000', ...given });
  const theAlert = async (system: ReturnType<typeof aSystem>) =>
    (await system.alerts()).find(({ family }) => family === 'big-loss');

  it.each<[string, Report, { retracted?: object; figures?: object; pattern?: object }]>([
    ['is withdrawn', withdraw('B-1'), { retracted: { by: 2 } }],
    ['was won after all', { kind: 'win', dealId: 'B-1', report: aWin() }, { retracted: { by: 2 } }],
    ['was smaller', big({ amount: '499999.99' }), { retracted: { by: 2 } }],
    ['was in another currency', big({ currency: 'USD' }), { retracted: { by: 2 } }],
    ['was larger', big({ amount: '700000' }), { figures: { amount: 70_000_000 } }],
    [
      'went to somebody else',
      big({ competitor: 'Globex', primaryReason: 'timing' }),
      { pattern: { competitor: 'globex', reason: 'timing' } },
    ],
  ])('that %s says so', async (_, correction, expected) => {
    const system = aSystem();
    system.clock.set(Date.parse('2026-06-02T08:00:00Z'));
    await system.report(big());
    const { sent } = system;
    expect(sent).toHaveLength(2);
    await system.report(correction);
    expect(await theAlert(system)).toMatchObject(expected);
    expect((await theAlert(system))?.retracted !== undefined).toBe(expected.retracted !== undefined);
    expect(sent).toHaveLength(2);
    await system.report(big({ note: 'It was right after all.' }));
    const alerts = (await system.alerts()).filter(({ retracted }) => retracted === undefined);
    expect(alerts).toMatchObject([{ figures: { amount: 60_000_000 }, pattern: { competitor: 'initech' } }]);
  });

  it('is found in the list of the competitor that it went to', async () => {
    const system = aSystem();
    system.clock.set(Date.parse('2026-06-02T08:00:00Z'));
    await system.report(big(), big({ competitor: 'Globex' }));
    const about = async (name: string) =>
      (await recentAlertsAbout(system.table, name, system.clock())).map(({ id }) => id);
    expect(await about('initech')).toEqual([]);
    expect(await about('globex')).toEqual([(await theAlert(system))?.id]);
  });

  it('is reported late when its amount was too small first', async () => {
    const system = aSystem();
    system.clock.set(Date.parse('2026-06-02T08:00:00Z'));
    await system.report(big({ amount: '6' }));
    expect(await theAlert(system)).toBeUndefined();
    await system.report(big());
    expect(await theAlert(system)).toMatchObject({ epoch: 1, figures: { amount: 60_000_000 } });
    expect(system.sent).toHaveLength(2);
  });

  it('of more than a month ago is not reported any more', async () => {
    const system = aSystem();
    system.clock.set(Date.parse('2026-06-02T08:00:00Z'));
    await system.report(big({ amount: '6' }));
    system.clock.advance(31 * DAY);
    await system.report(big());
    expect(await theAlert(system)).toBeUndefined();
  });
});

it('an entry that opens the epoch of another pattern after a correction opens another alert', async () => {
  const { table, settle, alerts, clock } = aSystem();
  clock.set(OPENED_AT);
  const coarse = aDetection();
  const finer = aDetection({
    key: 'competitor=acme|segment=smb',
    pattern: aPattern({ segment: 'smb' }),
    mutedBy: { key: 'competitor=acme', epoch: 100 },
    figures: surgeFigures({ matches: 3, of: 5 }),
  });
  await table.write([coarse, finer].map(detectionItem));
  await settle();
  const revised = { by: 130, at: OPENED_AT + HOUR };
  await table.write([
    detectionItem({ ...coarse, retracted: true, revised }),
    detectionItem({ ...finer, mutedBy: null, revised }),
  ]);
  await settle();
  expect((await alerts()).map(({ id, key, retracted }) => [id, key, retracted])).toEqual([
    ['S0034.2', finer.key, undefined],
    ['S0034', coarse.key, { by: 130, at: OPENED_AT + HOUR }],
  ]);
  expect(await getAlert(table, 'S0034.2')).toMatchObject({ figures: finer.figures });
  await table.write([
    detectionItem({ ...coarse, revised: { by: 140, at: OPENED_AT + 2 * HOUR } }),
    detectionItem({ ...finer, revised: { by: 140, at: OPENED_AT + 2 * HOUR } }),
  ]);
  await settle();
  expect((await alerts()).map(({ key, retracted }) => [key, retracted])).toEqual([
    [finer.key, { by: 140, at: OPENED_AT + 2 * HOUR }],
    [coarse.key, undefined],
  ]);
});

describe('a correction that comes while an alert is being written', () => {
  const opening = aDetection();
  const retracted = { ...opening, retracted: true as const, revised: { by: 130, at: OPENED_AT } };
  const lifted = { ...opening, revised: { by: 140, at: OPENED_AT } };

  it.each<[string, Detection[], Detection, boolean]>([
    ['that is opened', [opening], retracted, true],
    ['that is retracted', [opening, retracted], lifted, false],
    [
      'that is no longer retracted',
      [opening, retracted, lifted],
      { ...retracted, revised: lifted.revised },
      true,
    ],
  ])('%s is taken in', async (_, before, meanwhile, isRetracted) => {
    const { table, clock, newEvents, alerts } = aSystem();
    clock.set(OPENED_AT);
    let armed = false;
    const slow = beforeWrites(table, async () => {
      if (!armed) return;
      armed = false;
      await table.write([detectionItem(meanwhile)]);
    });
    const handler = createOpenAlerts({ table: slow, clock, log: recordingLog().log });
    for (const [n, detection] of before.entries()) {
      await table.write([detectionItem(detection)]);
      const events = await newEvents();
      armed = n === before.length - 1;
      for (const event of events.filter(({ metadata }) => metadata.type.startsWith('Pattern')))
        expect(await handler([aMessage(event)])).toEqual({ failed: [] });
    }
    expect((await alerts()).map((alert) => alert.retracted !== undefined)).toEqual([isRetracted]);
  });
});

/** What an alert must say, from the detections as they are stored in the end. */
function expectSettled(alert: Alert, detections: readonly Detection[]): void {
  const epoch = detections.filter((one) => isOfEpoch(one, alert));
  const opening = epoch.find(({ seq, key }) => seq === alert.epoch && key === alert.key);
  const stands = opening !== undefined && opensEpoch(opening);
  expect(alert.retracted === undefined).toBe(stands);
  const newest = epoch.findLast(
    (one) => one.retracted === undefined && one.mutedBy === null && ownerOf(one).epoch === alert.epoch,
  );
  if (stands) expect(alert.figures).toEqual(newest?.figures);
}

it('alerts say what the detections say, whatever the order in which they were heard of', async () => {
  let retracted = 0;
  const store = aSystem();
  await fc.assert(
    fc
      .asyncProperty(correctedLedger, fc.infiniteStream(fc.nat()), async (ledger, picks) => {
        await store.newEvents();
        const pending: Event[] = [];
        const next = () => picks.next().value ?? 0;
        const deliverSome = async (keep: number) => {
          while (pending.length > keep) {
            const [event] = pending.splice(next() % pending.length, 1);
            if (event === undefined) return;
            await store.deliver(event);
            if (next() % 4 === 0) await store.deliver(event);
          }
        };
        for (const entry of ledger) {
          store.clock.set(entry.recordedAt);
          await putLedger(store.table, [entry]);
          if (next() % 3 > 0) continue;
          for (const { to } of createRoutes(settings))
            if (to.function === 'advance-projection') await to.advance(store.table);
          const events = await store.newEvents();
          pending.push(...events.filter(({ metadata }) => metadata.type.startsWith('Pattern')));
          await deliverSome(next() % 8);
        }
        for (const { to } of createRoutes(settings))
          if (to.function === 'advance-projection') await to.advance(store.table);
        const events = await store.newEvents();
        pending.push(...events.filter(({ metadata }) => metadata.type.startsWith('Pattern')));
        await deliverSome(0);
        const alerts = await store.alerts();
        retracted += alerts.filter((one) => one.retracted).length;
        const detections = await detectionsFrom(store.table, 'loss-surge', 0);
        for (const alert of alerts) if (alert.family === 'loss-surge') expectSettled(alert, detections);
        const open = detections.filter(opensEpoch).map(({ key, seq }) => `${seq} ${key}`);
        expect(
          alerts
            .filter((one) => one.family === 'loss-surge' && one.retracted === undefined)
            .map(({ key, epoch }) => `${epoch} ${key}`)
            .sort(),
        ).toEqual(open.sort());
      })
      .beforeEach(() => store.empty()),
    { numRuns: 12 },
  );
  expect(retracted).toBeGreaterThan(3);
});
