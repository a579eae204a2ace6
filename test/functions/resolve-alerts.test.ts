import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/resolve-alerts/handler.ts';
import type { Alert } from '../../shared/domain/alerts/alert.ts';
import { createAlert, getAlert } from '../../shared/store/alerts.ts';
import { checkpointKey, projectionOf } from '../../shared/store/keys.ts';
import { plain } from '../../shared/store/plain.ts';
import { closing, DAY_MS, MONDAY, replay } from '../domain/detection/closings.ts';
import { anAlert, bigLossFigures } from '../support/alerts.ts';
import { aClock } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aBareLoss } from '../support/reports.ts';
import { aStore, putLedger } from '../support/store.ts';

const ack = { by: 'Ada', stance: 'acting', at: MONDAY * DAY_MS } as const;
const BOTH: Alert['acknowledgements'] = { sales: ack, marketing: ack };
const OPENED = anAlert({ openedAt: MONDAY * DAY_MS, acknowledgements: BOTH });

/** Acme takes seven deals on a Monday, after a quarter of wins; then come `wins` deals a day for a month. */
async function aMonthAfterTheSurge(alerts: readonly Alert[], wins: number) {
  const before = Array.from({ length: 90 }, (_, n) => closing({ result: 'won', day: MONDAY - 90 + n }));
  const lost = Array.from({ length: 7 }, (_, n) =>
    closing({ competitor: 'acme', reason: 'price', rep: `R-${n}`, account: `A-${n}` }),
  );
  const after = Array.from({ length: 30 * wins }, (_, n) =>
    closing({ result: 'won', day: MONDAY + 1 + n / wins }),
  );
  const closings = [...before, ...lost, ...after].map((one, index) => ({ ...one, seq: index + 1 }));
  const { table } = aStore();
  const pk = projectionOf('loss-surge');
  const { items } = replay(closings);
  await table.write([...items].map(([sk, state]) => ({ put: { pk, sk }, data: plain(state) })));
  for (const one of alerts) await createAlert(table, one);
  const { log, lines } = recordingLog();
  const clock = aClock((MONDAY + 31) * DAY_MS);
  const run = createHandler({ table, clock, log });
  return { table, run, lines, clock, resolved: async (id: string) => (await getAlert(table, id))?.resolved };
}

describe('an alert that both teams have acknowledged', () => {
  it('is resolved when the share has been back for two weeks, once, however often anybody looks', async () => {
    const { run, lines, clock, resolved } = await aMonthAfterTheSurge([OPENED], 20);
    await Promise.all([run(), run()]);
    const first = await resolved(OPENED.id);
    expect(first).toEqual({ at: clock(), why: 'share-came-back' });
    clock.advance(DAY_MS);
    await run();
    expect(await resolved(OPENED.id)).toEqual(first);
    expect(lines.map(({ decision }) => decision)).toEqual(['alert resolved']);
  });

  it('waits where losses were reported that its pattern does not know of yet', async () => {
    const { table, run, resolved } = await aMonthAfterTheSurge([OPENED], 20);
    const last = {
      seq: 5000,
      recordedAt: OPENED.openedAt,
      type: 'DealLost',
      dealId: 'D',
      report: aBareLoss(),
    } as const;
    await putLedger(table, [last]);
    await run();
    expect(await resolved(OPENED.id)).toBeUndefined();
    await table.write([{ put: checkpointKey('loss-surge'), data: { seq: 5000 } }]);
    await run();
    expect(await resolved(OPENED.id)).toBeDefined();
  });

  it.each<[string, Partial<Alert>, number]>([
    ['where too few deals have closed to know', {}, 1],
    ['where one team has not acknowledged it', { acknowledgements: { sales: ack } }, 8],
    ['where it was retracted', { retracted: { at: 1, by: 2 } }, 8],
    ['where it is about a single loss', { family: 'big-loss', figures: bigLossFigures() }, 8],
    ['where its pattern has no deals any more', { key: 'competitor=globex' }, 8],
  ])('stays as it is %s', async (_, given, wins) => {
    const one = { ...OPENED, ...given };
    const { run, lines, resolved } = await aMonthAfterTheSurge([one], wins);
    await run();
    expect(await resolved(one.id)).toBeUndefined();
    expect(lines).toEqual([]);
  });
});
