import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createProjections } from '../../shared/events/routes.ts';
import { detectionsFrom } from '../../shared/store/detections.ts';
import { rebuildAll } from '../../shared/store/rebuilding/rebuild-all.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aClock, HOUR } from '../support/clock.ts';
import { correctedReports, HISTORY, type Timed } from '../support/corrected-ledgers.ts';
import { aLoss } from '../support/reports.ts';
import { aStore } from '../support/store.ts';

/** A budget so large that short ledgers alarm all the time. */
const LOUD = { falseAlarmsPerQuarter: 2_000, bigLossAmounts: {} };
const NOW = Date.parse('2026-08-01T00:00:00Z');

/** A store in which everything is folded before the caution changes and at the end. */
function aSystem() {
  const store = aStore();
  const { table } = store;
  const clock = aClock('2026-03-02T08:00:00Z');
  const recorder = createRecorder({ table, clock });
  const advance = async () => {
    for (const one of createProjections()) await one.advance(table);
  };
  return {
    ...store,
    async start() {
      await recorder.configure(LOUD);
    },
    async say(all: readonly Timed[]) {
      for (const [hours, said] of all) {
        clock.advance(hours * HOUR);
        if ('dealId' in said) await recorder.record(said);
        else {
          await advance();
          await recorder.decide(said);
        }
      }
      await advance();
    },
    async setCaution(caution: number) {
      await recorder.adjust((before, at) => ({ ...before, caution, cautionSince: at }));
    },
    async differing() {
      const found: string[] = [];
      const scratch = aStore().table;
      const projections = createProjections();
      for await (const { differences } of rebuildAll(table, { scratch, projections, mend: false, now: NOW }))
        found.push(...differences.map(({ key }) => `${key.pk} ${key.sk}`));
      return found;
    },
  };
}

it('any reports and corrections around changes of the caution are rebuilt to the same', async () => {
  const system = aSystem();
  await fc.assert(
    fc
      .asyncProperty(correctedReports, fc.constantFrom(3, 9, 27), async (all, caution) => {
        await system.start();
        const half = Math.floor(all.length / 2);
        await system.say(all.slice(0, half));
        await system.setCaution(caution);
        await system.say(all.slice(half));
        await system.setCaution(1);
        expect(await system.differing()).toEqual([]);
      })
      .beforeEach(() => system.empty()),
    { numRuns: 4 },
  );
});

it('each alarm keeps the threshold of its time', async () => {
  const { table, start, say, setCaution, differing } = aSystem();
  const losses = (from: number) =>
    Array.from({ length: 6 }, (_, n): Timed => {
      const report = aLoss({ competitor: 'Acme', account: `C ${from + n}`, owner: `Rep ${from + n}` });
      return [2, { kind: 'loss', dealId: `L-${from + n}`, report }];
    });
  await start();
  await say([...HISTORY, ...losses(0)]);
  await setCaution(3);
  await say(losses(10));
  const thresholds = (await detectionsFrom(table, 'loss-surge', 0))
    .filter(({ key, cause }) => key === 'competitor=acme' && cause === 'alarm')
    .map(({ figures }) => (figures.kind === 'loss-surge' ? figures.threshold : 0));
  const [first = 0, last = 0] = [thresholds[0], thresholds.at(-1)];
  expect(last / first).toBeGreaterThan(2.5);
  expect(await differing()).toEqual([]);
});
