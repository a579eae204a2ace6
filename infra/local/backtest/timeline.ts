import { patternTitle } from '../../../shared/domain/alerts/sentence.ts';
import type { Said } from '../../../shared/domain/backtest/backtest.ts';
import { readableDate } from '../../../shared/domain/calendar-date.ts';

interface Month {
  closed: number;
  large: number;
  readonly alerts: string[];
}

const WIDTH = 30;

/** Closed deals by the month in which they were logged, with the alerts that would have been opened. */
export function createTimeline() {
  const months = new Map<string, Month>();

  function monthOf(at: number): Month {
    const name = new Date(at).toISOString().slice(0, 7);
    const known = months.get(name);
    if (known !== undefined) return known;
    const month: Month = { closed: 0, large: 0, alerts: [] };
    months.set(name, month);
    return month;
  }

  return {
    closed(at: number): void {
      monthOf(at).closed += 1;
    },
    large(at: number): void {
      monthOf(at).large += 1;
    },
    alert({ detection, names }: Said): void {
      const day = Number(new Date(detection.at).toISOString().slice(8, 10));
      const title = patternTitle(detection, names);
      monthOf(detection.at).alerts.push(`! ${day}: ${title}`);
    },
    lines(): string[] {
      const most = Math.max(1, ...[...months.values()].map(({ closed }) => closed));
      const digits = most.toLocaleString('en').length;
      return [...months].flatMap(([name, { closed, large, alerts }]) => {
        const bar = '█'.repeat(Math.ceil((WIDTH * closed) / most)).padEnd(WIDTH);
        const deals = closed.toLocaleString('en').padStart(digits);
        const title = `${readableDate(`${name}-01`).slice(2)}  ${bar} ${deals}`;
        const largeDeals = large === 0 ? '' : `  ${large.toLocaleString('en')} large`;
        return [`${title}${largeDeals}`, ...alerts.map((alert) => `          ${alert}`)];
      });
    },
  };
}
