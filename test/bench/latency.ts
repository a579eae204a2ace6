import { startServer } from '../../infra/local/server.ts';
import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import { withFolder } from './bench-folder.ts';
import { optionsOn, QUIET } from './settings.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 9);
const HISTORY_DAYS = 120;
const TRIALS = 100;
/** Losses to one new competitor that are enough for an alarm in this history. */
const MOST_LOSSES = 30;

/**
 * From the report that completes a pattern to the message in the outbox of both teams, with everything in between at
 * rest. Each trial has a day and a competitor of its own, so that each opens an alert and none waits for a digest.
 */
export const measureLatency = (): Promise<string[]> =>
  withFolder(async (folder) => {
    let now = START;
    const server = await startServer(optionsOn(folder), { clock: () => now, log: QUIET });
    const { home, url } = server;
    let reports = 0;

    async function lose(competitor: string): Promise<void> {
      const number = reports++;
      const answer = await fetch(`${url}/api/deals/D-${number}/loss`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          lostOn: dateOfDay(Math.floor(now / DAY)),
          outcome: 'competitor',
          primaryReason: 'price',
          competitor,
          account: `Customer ${number % 101}`,
          owner: `Rep ${number % 17}`,
        }),
      });
      if (answer.status !== 201) throw new Error(`A report was answered with ${answer.status}.`);
    }

    try {
      for (let day = 0; day < HISTORY_DAYS; day++, now += DAY) {
        for (let deal = 0; deal < 3; deal++) await lose(`Competitor ${(day + deal * 5) % 12}`);
      }
      await home.settle();

      const waits: number[] = [];
      for (let trial = 0; trial < TRIALS; trial++, now += DAY) {
        for (let loss = 0; loss < MOST_LOSSES; loss++) {
          const before = (await home.outbox.list()).length;
          const start = performance.now();
          await lose(`Newcomer ${trial}`);
          await home.settle();
          const wait = performance.now() - start;
          if ((await home.outbox.list()).length > before) {
            waits.push(wait);
            break;
          }
        }
      }
      waits.sort((a, b) => a - b);
      const at = (share: number) =>
        (waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? Number.NaN).toFixed(1);
      return [
        `from the completing report to the message: median ${at(0.5)} ms, 99 % within ${at(0.99)} ms (${waits.length} alerts)`,
      ];
    } finally {
      await server.stop();
    }
  });
