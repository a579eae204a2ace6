import { familyNamed } from '../families/registry.ts';
import { type BacktestSettings, backtest, type Watched } from './backtest.ts';
import type { CompactRows } from './compact-rows.ts';
import { createStories, type Stories } from './stories.ts';

/** What one run over the rows of a table came to. */
export interface Run {
  /** False alarms that it accepted per quarter. */
  readonly budget: number;
  /** Alarms about patterns, with those that are news for a running alert. */
  readonly alarms: number;
  readonly stories: Pick<Stories, 'alerts' | 'large'>;
  /** Closed deals by the month in which they were logged, see {@link monthOf}. */
  readonly months: ReadonlyMap<number, number>;
  /** When the first deal was logged, milliseconds since 1970. */
  readonly first: number | undefined;
  readonly watched: Watched;
}

const MOST_LARGE = 10;

/** Months since the beginning of the calendar, in UTC. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Runs the rows, and stops after each, so that others have their turn. */
export function* runBacktest(
  rows: CompactRows,
  settings: BacktestSettings,
  onRepeat: (line: number, firstLine: number) => void,
): Generator<void, Run> {
  const stories = createStories({ mostLarge: MOST_LARGE });
  const months = new Map<number, number>();
  const told = backtest(rows, settings);
  let first: number | undefined;
  let alarms = 0;
  for (;;) {
    const { done, value } = told.next();
    if (done)
      return { budget: settings.falseAlarmsPerQuarter, alarms, stories, months, first, watched: value };
    switch (value.kind) {
      case 'said':
        stories.tell(value);
        if (familyNamed(value.detection.family).partOfPromise > 0 && value.detection.cause === 'alarm')
          alarms += 1;
        continue;
      case 'repeat':
        onRepeat(value.line, value.firstLine);
        break;
      case 'counted': {
        const { recordedAt } = value.closing;
        first ??= recordedAt;
        const month = monthOf(recordedAt);
        months.set(month, (months.get(month) ?? 0) + 1);
      }
    }
    yield;
  }
}
