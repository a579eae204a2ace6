import autocannon from 'autocannon';
import { withFolder } from './bench-folder.ts';
import { type LoadedHome, startLoadedHome } from './loaded-home.ts';
import { lossReport } from './loss-report.ts';

const REPORTS = 10_000;
const CONNECTIONS = 64;
/** So many reporters that nobody sends more than twenty in a minute, which would be history by rule. */
const REPORTERS = 1_000;
const TODAY = new Date().toISOString().slice(0, 10);

/** A burst of reports about one competitor through the form, and then how many a second one ledger carries for long. */
export const measureLoad = async (): Promise<string[]> => [...(await burst()), ...(await steadyRate())];

const onHome = <Result>(metered: boolean, run: (home: LoadedHome) => Promise<Result>): Promise<Result> =>
  withFolder(async (folder) => {
    const home = await startLoadedHome(folder, metered);
    try {
      return await run(home);
    } finally {
      await home.end();
    }
  });

const burst = (): Promise<string[]> =>
  onHome(true, async (home) => {
    const before = await home.ask('settle');
    let taken = 0;
    let sent = 0;
    const start = performance.now();
    await autocannon({
      url: home.url,
      connections: CONNECTIONS,
      amount: REPORTS,
      requests: [
        {
          setupRequest: (request) => ({ ...request, ...form(home.url, sent++) }),
          onResponse: (status) => {
            if (status === 303) taken += 1;
          },
        },
      ],
    });
    const took = performance.now() - start;
    const answered = await home.ask('now');
    const settling = performance.now();
    const after = await home.ask('settle');
    const caughtUp = performance.now() - settling;
    const { item, writeUnits } = after.busiestItem ?? { item: 'none', writeUnits: 0 };
    const { sales, marketing } = after.messages;
    return [
      `burst of ${REPORTS} forms about one competitor, ${CONNECTIONS} connections, with the meter: ${seconds(took)} s, ${Math.round((REPORTS / took) * 1_000)} a second`,
      `taken ${taken}, lost ${taken - (after.entries - before.entries)} (must be 0)`,
      `alerts opened ${after.alerts - before.alerts} (must be 1), messages: sales ${sales}, marketing ${marketing} (at most 3)`,
      `most write units on one item in a second: ${writeUnits}, on ${item} (at most 100)`,
      `when the last one was answered ${answered.backlog} entries were not folded yet; all was caught up with ${seconds(caughtUp)} s later`,
      `dead letters ${after.deadLetters}`,
    ];
  });

function form(origin: string, number: number) {
  const fields = {
    dealId: `BURST-${number}`,
    lostOn: TODAY,
    outcome: 'competitor',
    primaryReason: 'price',
    competitor: 'Acme',
    account: `Customer ${number % 997}`,
    owner: `Rep ${number % REPORTERS}`,
    amount: '5000',
    currency: 'EUR',
  };
  return {
    method: 'POST' as const,
    path: '/report/loss',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams(fields).toString(),
  };
}

const STEP_SECONDS = 6;
const STEP = 100;
/** Of one step: what no longer is a prompt answer, and what a projection may have before it at its end. */
const SLOW_MS = 1_000;
const MAX_BACKLOG = 600;

/** Raises the rate until the answers come late, fewer are taken than sent, or a projection falls behind. */
const steadyRate = (): Promise<string[]> =>
  onHome(false, async (home) => {
    const lines: string[] = [];
    let carried = 0;
    let sent = 0;
    for (let rate = STEP; ; rate += STEP) {
      await home.ask('settle');
      const { requests, latency, non2xx } = await autocannon({
        url: home.url,
        connections: CONNECTIONS,
        overallRate: rate,
        duration: STEP_SECONDS,
        requests: [{ setupRequest: (request) => ({ ...request, ...lossReport(sent++) }) }],
      });
      const { backlog, busy, cpu } = await home.ask('now');
      const reasons = [
        ...(requests.average < rate * 0.95 ? [`only ${Math.round(requests.average)} are answered`] : []),
        ...(latency.p99 > SLOW_MS ? [`1 % wait longer than ${Math.round(latency.p99)} ms`] : []),
        ...(backlog > MAX_BACKLOG ? [`the slowest projection is ${backlog} entries behind`] : []),
        ...(non2xx > 0 ? [`${non2xx} are refused`] : []),
      ];
      lines.push(
        `${rate} a second: median ${latency.p50} ms, 99 % within ${latency.p99} ms, backlog ${backlog}, event loop ${percent(busy)}, processor ${percent(cpu)} of a core`,
      );
      if (reasons.length > 0) {
        return [
          ...lines,
          `carries ${carried} a second for ${STEP_SECONDS} s; at ${rate} ${reasons.join(', ')}`,
        ];
      }
      carried = rate;
    }
  });

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
const percent = (share: number): string => `${Math.round(share * 100)} %`;
