import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createDurableQueues } from '../../shared/adapters/local/durable-queue.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { alertIndex, alertKey } from '../../shared/store/keys.ts';
import { plain } from '../../shared/store/plain.ts';
import { anAlert, aPattern } from '../support/alerts.ts';
import { aClock } from '../support/clock.ts';
import { aLossOfTheRun, callAll, dayOf } from '../support/history.ts';
import { recordingLog } from '../support/logs.ts';
import { aTandem, DEPLOYED_AT, eventually, QUICK_RETRY, type Tandem } from '../support/tandem.ts';

/** Puts messages into a queue of a running home, as another process on the same folder would. */
async function sendInto(tandem: Tandem, queue: string, bodies: readonly string[]): Promise<void> {
  const database = openDatabase({ folder: tandem.folder, lock: false });
  onTestFinished(() => database.close());
  const { log } = recordingLog();
  const queues = createDurableQueues({ database, clock: Date.now, log, retry: QUICK_RETRY });
  await queues.sendMany(queue, bodies);
}

const opened = (alertId: string): string =>
  JSON.stringify({
    metadata: {
      id: `alert-${alertId}-1`,
      type: 'AlertOpened',
      version: '1.0',
      occurredAt: '2026-03-02T10:00:00.000Z',
      producer: 'tandem',
      correlationId: 'ledger-1',
      causationId: 'ledger-1',
    },
    data: { alertId, revision: 1 },
  });

const letters = (tandem: Tandem, count: number) =>
  eventually(async () => {
    await tandem.home.settle();
    const found = await tandem.home.deadLetters.list();
    return found.length === count ? found : undefined;
  }, `there are ${count} dead letters`);

describe.skipIf(DEPLOYED_AT !== undefined)('a message that cannot be handled', () => {
  it('becomes a dead letter after its attempts, while others go on, and is done when it is replayed after the repair', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '1000 EUR' } });
    // An alert of which nobody knows yet: the message cannot be handled, until it can.
    await sendInto(tandem, 'notify-teams', [opened('S7777')]);
    const [letter] = await letters(tandem, 1);
    expect(letter).toMatchObject({
      queue: 'notify-teams',
      attempts: QUICK_RETRY.maxAttempts,
      error: 'Alert S7777 is not stored.',
    });
    expect((await tandem.api.get('/healthz')).body).toEqual({ status: 'attention', deadLetters: 1 });
    expect(tandem.lines.filter(({ decision }) => decision === 'message became a dead letter')).toHaveLength(
      1,
    );

    await callAll(tandem.api, [aLossOfTheRun(1, dayOf(clock))]);
    await tandem.home.settle();
    expect((await tandem.outbox()).map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);

    await createAlert(
      tandem.home.table,
      anAlert({ id: 'S7777', pattern: aPattern({ competitor: 'globex' }) }),
    );
    await tandem.home.settle();
    expect(await tandem.home.deadLetters.replay([letter?.id ?? ''])).toBe(1);
    await tandem.home.settle();
    expect(await tandem.home.deadLetters.list()).toEqual([]);
    const told = (await tandem.outbox()).filter(({ alertId }) => alertId === 'S7777');
    expect(told.map(({ id }) => id).sort()).toEqual(['S7777-1-marketing', 'S7777-1-sales']);
  });

  it.each([
    ['no JSON', 'open-alerts', 'not json at all'],
    ['no event', 'open-alerts', '{"hello":"world"}'],
    ['another event', 'notify-teams', '{"metadata":{"type":"DealLost"},"data":{"seq":1}}'],
    ['null', 'watch-open-deals', 'null'],
  ])('because it is %s takes no other message with it', async (_, queue, body) => {
    const tandem = await aTandem();
    await createAlert(tandem.home.table, anAlert({ id: 'S7777' }));
    await tandem.home.settle();
    const before = (await tandem.outbox()).length;
    await sendInto(tandem, queue, [body, body, body]);
    const found = await letters(tandem, 3);
    expect(found.map((letter) => [letter.queue, letter.body])).toEqual(Array(3).fill([queue, body]));
    await createAlert(tandem.home.table, anAlert({ id: 'S7778' }));
    await tandem.home.settle();
    expect(await tandem.outbox()).toHaveLength(before + 2);
    // Replayed without a repair they come back, and again nothing else is held up.
    expect(await tandem.home.deadLetters.replay('all')).toBe(3);
    await letters(tandem, 3);
  });

  it('for a while is handled in the end', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock, retry: { maxAttempts: 50, backoff: () => 20 } });
    await sendInto(tandem, 'notify-teams', [opened('S7777')]);
    await eventually(async () => {
      await tandem.home.settle();
      const retries = tandem.lines.filter(({ decision }) => decision === 'message will be retried');
      return retries.length >= 2 ? true : undefined;
    }, 'two attempts fail');
    await createAlert(tandem.home.table, anAlert({ id: 'S7777' }));
    const told = await eventually(async () => {
      const messages = await tandem.outbox();
      return messages.length === 2 ? messages : undefined;
    }, 'both teams are told');
    expect(told.map(({ id }) => id).sort()).toEqual(['S7777-1-marketing', 'S7777-1-sales']);
    await tandem.home.settle();
    expect(await tandem.home.deadLetters.list()).toEqual([]);
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('a change that is no event', () => {
  it('becomes a dead letter while all others are published, and is told when it is replayed after the repair', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '1000 EUR' } });
    const { table } = tandem.home;
    await table.write([{ put: alertKey('S7777'), data: { id: 'S7777', account: 'Northwind' } }]);
    await callAll(tandem.api, [aLossOfTheRun(1, dayOf(clock))]);
    const [letter] = await letters(tandem, 1);
    expect(letter).toMatchObject({ queue: 'publish-changes', attempts: QUICK_RETRY.maxAttempts });
    expect(Object.keys(JSON.parse(letter?.body ?? ''))).toEqual(['pk', 'sk', 'cursor']);
    expect((await tandem.outbox()).map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    expect((await tandem.api.get('/healthz')).body).toEqual({ status: 'attention', deadLetters: 1 });
    expect(JSON.stringify([tandem.lines, letter])).not.toContain('Northwind');

    const mended = plain(anAlert({ id: 'S7777' }));
    await table.write([{ put: alertKey('S7777'), data: mended, index: alertIndex(clock(), 'S7777') }]);
    expect(await tandem.home.deadLetters.replay('all')).toBe(1);
    await tandem.home.settle();
    expect(await tandem.home.deadLetters.list()).toEqual([]);
    const told = (await tandem.outbox()).filter(({ alertId }) => alertId === 'S7777');
    expect(told.map(({ id }) => id).sort()).toEqual(['S7777-1-marketing', 'S7777-1-sales']);
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('wake-ups that are doubled', () => {
  it('change nothing', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '1000 EUR' } });
    await callAll(tandem.api, [aLossOfTheRun(1, dayOf(clock)), aLossOfTheRun(2, dayOf(clock))]);
    await tandem.home.settle();
    const before = await tandem.outbox();
    expect(before).toHaveLength(4);
    for (const queue of ['detect-loss-surge', 'detect-big-loss', 'names-seen'])
      await sendInto(tandem, queue, ['{}', 'anything']);
    for (const id of new Set(before.map(({ alertId }) => alertId ?? ''))) {
      await sendInto(tandem, 'notify-teams', [opened(id), opened(id)]);
    }
    await tandem.home.settle();
    expect(tandem.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(await tandem.outbox()).toEqual(before);
    expect(await tandem.home.deadLetters.list()).toEqual([]);
  });
});
