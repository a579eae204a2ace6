import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import { readableMoney } from '../../../shared/domain/money.ts';
import { alertPath } from '../../../shared/web/paths.ts';
import type { Demo, DemoAlert } from './make-demo.ts';

const DAY = 86_400_000;

const plural = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** What the demo tells about the year that it made. `url` is where the pages are; absent where nothing runs. */
export function story(
  { lastDay, reports, planted, byChance, largeDeals, messages }: Demo,
  {
    url,
    seconds,
    bigLoss,
  }: { readonly url: string | undefined; readonly seconds: number; readonly bigLoss: string },
): string {
  const closed = reports.filter(({ report }) => report.kind === 'loss' || report.kind === 'win').length;
  const deals = new Set(reports.map(({ report }) => report.dealId)).size;
  const lines = [
    'Everything here is synthetic: the competitors, customers, reps, deals and notes were made up by a program.',
    '',
    `${plural(closed, 'closed deal')} and ${plural(deals - closed, 'open deal')} of a year that ends on ${day(lastDay)}, replayed in ${seconds.toFixed(1)} s.`,
  ];
  for (const [index, { surge, startDay, alerts }] of planted.entries()) {
    lines.push('', `Planted surge ${index + 1}: from ${day(startDay)}, ${surge.title}`);
    if (alerts.length === 0) lines.push('  was not found');
    for (const one of alerts) lines.push(...alertLines(one, url, startDay));
  }
  lines.push('', 'By chance, where nothing was planted');
  lines.push(...(byChance.length === 0 ? ['  nothing'] : byChance.flatMap((one) => alertLines(one, url))));
  lines.push('', `Single losses of ${bigLoss} or more`);
  lines.push(...(largeDeals.length === 0 ? ['  none'] : largeDeals.flatMap((one) => alertLines(one, url))));
  lines.push('', `${plural(messages, 'message')} went to the outbox; nothing was sent by e-mail.`);
  return `${lines.join('\n')}\n`;
}

function alertLines({ alert, atRisk }: DemoAlert, url: string | undefined, startDay?: number): string[] {
  const opened = Math.floor(Date.parse(alert.openedAt) / DAY);
  const after = startDay === undefined ? '' : `, after ${plural(opened - startDay, 'day')}`;
  const details = [
    ...alert.sentences.slice(0, 1),
    ...(atRisk === 0 ? [] : [`${plural(atRisk, 'open deal')} at risk now.`]),
    ...(url === undefined ? [] : [url + alertPath(alert.id)]),
  ];
  return [
    `  ${alert.id}  ${day(opened)}${after}: ${alert.title}`,
    ...details.map((detail) => `         ${detail}`),
  ];
}

const day = (number: number): string => readableDate(dateOfDay(number));

/** "200,000 EUR" */
export const bigLossWords = (amounts: Readonly<Partial<Record<string, number>>>): string =>
  readableMoney({ amount: amounts.EUR ?? 0, currency: 'EUR' });
