import { performance } from 'node:perf_hooks';
import { startServer } from '../../infra/local/server.ts';
import { createCapacityMeter } from '../../shared/adapters/capacity-meter.ts';
import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import { findAlerts } from '../../shared/store/alerts.ts';
import { checkpointKey } from '../../shared/store/keys.ts';
import { lastEntry } from '../../shared/store/ledger.ts';
import type { Figures, Question } from './loaded-home.ts';
import { optionsOn, QUIET } from './settings.ts';

const DAY = 86_400_000;
const HISTORY_DAYS = 60;
const PROJECTIONS = ['loss-surge', 'big-loss', 'win-rate', 'all-losses', 'names-seen'];

/**
 * A home in a process of its own, with two months of business as usual, that says over the channel to its parent how it
 * stands. It counts the units of its table if it is told to, which costs it time.
 */
const [folder = '', isMetered = ''] = process.argv.slice(2);
const meter = isMetered === 'metered' ? createCapacityMeter(Date.now) : undefined;
let daysAgo = HISTORY_DAYS;
const clock = () => Date.now() - daysAgo * DAY;
const { home, url } = await startServer(optionsOn(folder), { clock, log: QUIET, meter });

for (; daysAgo > 0; daysAgo -= 1) {
  const closedOn = dateOfDay(Math.floor(clock() / DAY));
  await Promise.all([0, 1, 2, 3].map((n) => close(`H-${daysAgo}-${n}`, n === 0, closedOn)));
}
await home.settle();
meter?.reset();
let since = { busy: performance.eventLoopUtilization(), cpu: process.cpuUsage(), at: performance.now() };

async function close(dealId: string, isWon: boolean, day: string): Promise<void> {
  const number = daysAgo * 4 + Number(dealId.at(-1));
  const common = { account: `Customer ${number}`, owner: `Rep ${number % 17}` };
  const lost = { lostOn: day, outcome: 'competitor', primaryReason: 'price' };
  const answer = await fetch(`${url}/api/deals/${dealId}/${isWon ? 'win' : 'loss'}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      isWon
        ? { wonOn: day, ...common }
        : { ...lost, competitor: `Competitor ${number % 7}`, amount: '5000.00', currency: 'EUR', ...common },
    ),
  });
  if (answer.status !== 201) throw new Error(`The history was answered with ${answer.status}.`);
}

async function figures(): Promise<Figures> {
  const entries = (await lastEntry(home.table))?.seq ?? 0;
  const folded = await Promise.all(
    PROJECTIONS.map(async (name) => Number((await home.table.get(checkpointKey(name)))?.data.seq ?? 0)),
  );
  const now = { busy: performance.eventLoopUtilization(), cpu: process.cpuUsage(), at: performance.now() };
  const { user, system } = process.cpuUsage(since.cpu);
  const busy = performance.eventLoopUtilization(now.busy, since.busy).utilization;
  const cpu = (user + system) / 1_000 / (now.at - since.at);
  since = now;
  const messages = await home.outbox.list();
  return {
    entries,
    backlog: entries - Math.min(...folded),
    busy,
    cpu,
    alerts: (await findAlerts(home.table, { limit: 1_000 })).alerts.length,
    messages: {
      sales: messages.filter(({ team }) => team === 'sales').length,
      marketing: messages.filter(({ team }) => team === 'marketing').length,
    },
    deadLetters: await home.deadLetters.count(),
    busiestItem: meter?.reading().busiestItem,
  };
}

process.on('message', async (question: Question) => {
  if (question === 'settle') await home.settle();
  process.send?.(await figures());
});
process.on('disconnect', () => process.exit(0));
process.send?.(url);
