import { basename } from 'node:path';
import { type BacktestSettings, backtest } from '../../../shared/domain/backtest/backtest.ts';
import { type CompactRows, createCompactRows } from '../../../shared/domain/backtest/compact-rows.ts';
import { quartersIn } from '../../../shared/domain/backtest/quarters.ts';
import { repeatFault } from '../../../shared/domain/backtest/repeat-fault.ts';
import type { Fault } from '../../../shared/domain/backtest/row.ts';
import { CommandError } from '../command-line.ts';
import { createStatusLine, type Screen } from '../status-line.ts';
import { jsonReport } from './json-report.ts';
import { readBacktestOptions, USAGE } from './options.ts';
import { readDeals } from './read-deals.ts';
import { createReadableReport } from './readable-report.ts';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds, for durations only: the same file gives the same answer on any day. */
  readonly clock: () => number;
  /** Resolves when there is room for more: a million lines must not wait in memory. */
  readonly print: (text: string) => Promise<void>;
  readonly stderr: Screen;
}

const DAY = 86_400_000;
/** Rows between two looks at the output and the progress. */
const STRIDE = 5_000;

/**
 * `npm run backtest`
 *
 * @returns the exit code: 1 where no row could be used.
 * @throws CommandError, whose message is for people.
 */
export async function backtestCommand(
  args: readonly string[],
  { env, clock, print, stderr }: Surroundings,
): Promise<number> {
  const options = readBacktestOptions(args, env);
  if (options === 'help') {
    await print(USAGE);
    return 0;
  }
  const start = clock();
  const file = basename(options.file);
  const report = options.json ? jsonReport : createReadableReport(file);
  const line = createStatusLine(stderr, clock);
  const rows = createCompactRows();
  let [faults, repeats, alarms] = [0, 0, 0];
  let due = '';

  async function show(words: () => string): Promise<void> {
    line.show(words);
    if (due === '') return;
    const text = due;
    due = '';
    line.clear();
    await print(text);
  }

  const read = await readDeals(options.file, {
    row: rows.add,
    fault(fault: Fault, at: number) {
      faults += 1;
      due += report.rejected(fault, at);
    },
    piece: ({ read, size }) =>
      show(() => `Reading ${file}: ${percent(read, size)}, ${counted(rows.size + faults)} rows`),
  });
  line.clear();
  if (read.kind === 'unreadable') throw new CommandError(`${file}: ${read.message}`);

  const watched = await fold(rows, {
    ...options.settings,
    watchFrom: options.watchFrom === undefined ? undefined : options.watchFrom * DAY,
  });
  const accepted = rows.size - repeats;
  const summary = {
    rows: rows.size + faults,
    accepted,
    rejected: faults + repeats,
    alarms,
    quarters: quartersIn(watched),
    seconds: (clock() - start) / 1000,
  };
  line.clear();
  await print(due + report.end({ summary, watched, notes: read.notes }));
  if (accepted > 0) return 0;
  stderr.write(`${file}: There was nothing to test. --help says which columns a row needs.\n`);
  return 1;

  async function fold(of: CompactRows, settings: BacktestSettings) {
    const told = backtest(of, settings);
    for (let done = 0; ; ) {
      const { done: isOver, value } = told.next();
      if (isOver) return value;
      switch (value.kind) {
        case 'repeat':
          repeats += 1;
          due += report.rejected(repeatFault(value.firstLine), value.line);
          break;
        case 'said':
          if (value.detection.cause === 'alarm') alarms += 1;
          due += report.said(value);
          continue;
        case 'counted':
          report.counted(value.closing.recordedAt);
      }
      done += 1;
      if (done % STRIDE === 0) {
        await show(() => `Testing ${file}: ${percent(done, of.size)}, ${counted(alarms)} alarms`);
      }
    }
  }
}

const counted = (number: number): string => number.toLocaleString('en');
const percent = (part: number, of: number): string => `${Math.floor((100 * part) / Math.max(1, of))} %`;
