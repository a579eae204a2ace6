import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/open-alerts/handler.ts';
import type { Alert } from '../../shared/domain/alerts/alert.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import type { Table } from '../../shared/ports/table.ts';
import { findAlerts, getAlert } from '../../shared/store/alerts.ts';
import { detectionItem } from '../../shared/store/detections.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aDetection, aPattern, bigLossFigures, OPENED_AT, surgeFigures } from '../support/alerts.ts';
import { aClock } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage, publishedEvents } from '../support/messages.ts';
import { aMention, anOpenDeal } from '../support/reports.ts';
import { aStore, crashingAt } from '../support/store.ts';

const opener = aDetection();
const repeat = aDetection({
  seq: 120,
  evidence: [95, 100, 120],
  figures: surgeFigures({ matches: 9, of: 14 }),
});
const doubled = aDetection({ seq: 110, cause: 'money-doubled', evidence: [95, 100, 110] });
const muted = aDetection({
  seq: 115,
  epoch: 115,
  key: 'competitor=acme|segment=smb',
  pattern: aPattern({ segment: 'smb' }),
  mutedBy: { key: 'competitor=acme', epoch: 100 },
});
/** Fired with the very entry that opened the epoch of the coarser pattern. */
const mutedAtOnce = aDetection({
  key: 'competitor=acme|reason=price',
  pattern: aPattern({ reason: 'price' }),
  mutedBy: { key: 'competitor=acme', epoch: 100 },
});
const big = aDetection({ family: 'big-loss', key: 'D-100', evidence: [100], figures: bigLossFigures() });
const all = [opener, repeat, doubled, muted, mutedAtOnce, big];

const messageOf = ({ family, key, seq, epoch }: Detection) => {
  const metadata = {
    id: `detection-${family}-${seq}-${key}`,
    type: 'PatternDetected',
    version: '1.0',
    occurredAt: new Date(OPENED_AT).toISOString(),
    producer: 'tandem',
    correlationId: `ledger-${seq}`,
    causationId: `ledger-${seq}`,
  };
  return aMessage({ metadata, data: { family, key, seq, epoch } });
};

const handlerOn = (table: Table) =>
  createHandler({ table, clock: aClock(OPENED_AT), log: recordingLog().log });

async function withDetections(detections: readonly Detection[] = all) {
  const store = aStore();
  await store.table.write(detections.map(detectionItem));
  return { ...store, handler: handlerOn(store.table) };
}

/** What people see of an alert, without the order in which the news came. */
const seen = (alert: Alert | undefined) =>
  alert && { ...alert, news: alert.news.map(({ news }) => JSON.stringify(news)).sort() };

describe('a detection', () => {
  it('opens an alert with the open deals that are at risk', async () => {
    const { table, handler } = await withDetections();
    const { record } = createRecorder({ table, clock: aClock(OPENED_AT) });
    for (const dealId of ['O-1', 'O-2', 'O-3']) await record({ kind: 'update', dealId, deal: anOpenDeal() });
    for (const dealId of ['O-1', 'O-2']) await record({ kind: 'mention', dealId, mention: aMention() });
    expect(await handler([messageOf(opener)])).toEqual({ failed: [] });
    expect(await getAlert(table, 'S0034')).toMatchObject({
      family: 'loss-surge',
      key: 'competitor=acme',
      epoch: 100,
      evidence: [90, 95, 100],
      atRiskDealIds: ['O-1', 'O-2'],
      news: [{ news: { what: 'opened' } }],
    });
  });

  it('of another family opens an alert of its own for the same entry', async () => {
    const { table, handler } = await withDetections();
    await handler([messageOf(opener), messageOf(big)]);
    expect((await findAlerts(table, { limit: 10 })).alerts.map(({ id }) => id).sort()).toEqual([
      'B0034',
      'S0034',
    ]);
  });

  it('that is muted opens no alert but that of its muter, and is news there', async () => {
    const { table, handler } = await withDetections();
    await handler([messageOf(muted)]);
    const { alerts } = await findAlerts(table, { limit: 10 });
    expect(alerts.map(({ id, key }) => [id, key])).toEqual([['S0034', 'competitor=acme']]);
    expect(alerts[0]?.news.map(({ news }) => news)).toEqual([
      { what: 'opened' },
      { what: 'combination', key: muted.key },
    ]);
  });

  it('that comes before the one that began its epoch opens the alert from that one', async () => {
    const { table, handler } = await withDetections();
    await handler([messageOf(repeat)]);
    expect(await getAlert(table, 'S0034')).toMatchObject({
      epoch: 100,
      evidence: [90, 95, 100, 120],
      figures: { matches: 9 },
      detectedUpTo: 120,
    });
  });

  it('that repeats an alarm is written together with the others of its batch', async () => {
    const repeats = [120, 122, 124, 126].map((seq) => aDetection({ seq, evidence: [seq - 20, seq] }));
    const { table } = await withDetections([opener, ...repeats]);
    let writes = 0;
    const counting: Table = {
      ...table,
      write(all) {
        writes += 1;
        return table.write(all);
      },
    };
    const handler = handlerOn(counting);
    await handler([messageOf(opener)]);
    const opened = writes;
    await handler(repeats.map(messageOf));
    expect(writes).toBe(opened + 1);
    expect(await getAlert(table, 'S0034')).toMatchObject({
      evidence: [90, 95, 100, 102, 104, 106, 120, 122, 124, 126],
      detectedUpTo: 126,
    });
  });

  it('that is not stored fails, alone', async () => {
    const { table, handler } = await withDetections();
    const unknown = messageOf(aDetection({ seq: 999, epoch: 999 }));
    expect(await handler([unknown, messageOf(opener)])).toMatchObject({ failed: [unknown.id] });
    expect(await getAlert(table, 'S0034')).toBeDefined();
  });

  it.each([
    ['another event', { metadata: { type: 'DealLost' }, data: {} }],
    ['no event at all', 'hello'],
    ['nothing', null],
  ])('is not %s', async (_, body) => {
    const { table, handler } = await withDetections();
    const message = aMessage(body);
    expect(await handler([message])).toMatchObject({ failed: [message.id] });
    expect((await findAlerts(table, { limit: 10 })).alerts).toEqual([]);
  });
});

describe('detections in any order, some of them twice', () => {
  it('come to the same alerts', async () => {
    const store = await withDetections();
    await store.handler(all.map(messageOf));
    const expected = await Promise.all(
      ['S0034', 'B0034'].map(async (id) => seen(await getAlert(store.table, id))),
    );

    const order = fc
      .array(fc.constantFrom(...all), { maxLength: 6 })
      .chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));
    const batches = fc.tuple(order, fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc
        .asyncProperty(batches, async ([detections, size]) => {
          await store.table.write(all.map(detectionItem));
          for (let start = 0; start < detections.length; start += size) {
            const batch = detections.slice(start, start + size).map(messageOf);
            expect(await store.handler(batch)).toEqual({ failed: [] });
          }
          const found = await Promise.all(
            ['S0034', 'B0034'].map(async (id) => seen(await getAlert(store.table, id))),
          );
          expect(found).toEqual(expected);
          expect((await findAlerts(store.table, { limit: 10 })).alerts).toHaveLength(2);
        })
        .beforeEach(() => store.empty()),
      { numRuns: 40 },
    );
  });

  it('by several handlers at once come to the same alerts, and each piece of news is told once', async () => {
    const { table, folder } = await withDetections();
    const other = aStore(folder, { lock: false });
    await Promise.all(
      [table, other.table, table].map((one) => handlerOn(one)([...all, ...all.toReversed()].map(messageOf))),
    );
    const events = (await publishedEvents(table)).flatMap(({ metadata }) =>
      metadata.type === 'AlertOpened' || metadata.type === 'AlertUpdated' ? [metadata.id] : [],
    );
    // Opened, twice the money, and two combinations; and the big loss.
    expect(events.sort()).toEqual([
      'alert-B0034-1',
      'alert-S0034-1',
      'alert-S0034-2',
      'alert-S0034-3',
      'alert-S0034-4',
    ]);
  });

  it.each(
    [1, 2, 3, 4, 5].flatMap((write) => (['before', 'after'] as const).map((when) => [write, when] as const)),
  )('are finished after a crash at write %i (%s it)', async (write, when) => {
    const { table, handler } = await withDetections();
    const dying = handlerOn(crashingAt(table, write, when));
    const messages = all.map(messageOf);
    const { failed } = await dying(messages);
    expect(failed.length > 0 || write > 5).toBe(true);
    expect(await handler(messages.filter(({ id }) => failed.includes(id)))).toEqual({ failed: [] });
    const clean = await withDetections();
    await clean.handler(messages);
    for (const id of ['S0034', 'B0034']) {
      expect(seen(await getAlert(table, id))).toEqual(seen(await getAlert(clean.table, id)));
    }
  });
});
