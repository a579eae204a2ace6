import { createCompactRows } from '../../shared/domain/backtest/compact-rows.ts';
import { createRejections, type Rejections } from '../../shared/domain/backtest/rejections.ts';
import { repeatFault } from '../../shared/domain/backtest/repeat-fault.ts';
import { type Run, runBacktest } from '../../shared/domain/backtest/run.ts';
import { createTableReader } from '../../shared/domain/backtest/table-reader.ts';
import { createStreamedText } from '../../shared/domain/csv/streamed-text.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { readUpload, type Upload } from './upload.ts';

/** The promises that are compared, beside the one in force. */
const BUDGETS = [0.5, 1, 3] as const;
const MOST_REJECTED = 20;
/** Rows between two rests, in which other requests are answered: some 30 ms of work. */
const STRIDE = 2_000;

type Tested =
  | {
      readonly kind: 'tested';
      readonly fileName: string;
      readonly accepted: number;
      readonly rejected: Rejections;
      readonly notes: readonly string[];
      readonly runs: readonly Run[];
    }
  | { readonly kind: 'unreadable'; readonly message: string }
  | Exclude<Upload, { kind: 'file' }>
  /** Whoever sent it went away. */
  | { readonly kind: 'left' };

/**
 * Reads a table of deals while it arrives, and runs it through the detectors. It lives in memory, and only for as long as
 * this takes.
 */
export async function testUpload(
  request: Request,
  upload: { readonly field: string; readonly boundary: string; readonly largest: number },
  settings: Pick<Settings, 'bigLossAmounts' | 'falseAlarmsPerQuarter'>,
): Promise<Tested> {
  const rows = createCompactRows();
  const rejected = createRejections(MOST_REJECTED);
  const text = createStreamedText();
  const table = createTableReader({ row: rows.add, fault: rejected.add });
  const problem = () => text.unreadable() ?? table.unusable();
  const sent = await readUpload(request, upload, (piece) => {
    table.push(text.push(piece));
    return problem() === undefined;
  });
  if (sent.kind !== 'file') return sent;
  if (problem() === undefined) {
    table.push(text.end());
    table.end();
  }
  const message = problem();
  if (message !== undefined) return { kind: 'unreadable', message };
  const read = rows.size;
  let repeats = 0;
  const runs: Run[] = [];
  for (const budget of new Set([...BUDGETS, settings.falseAlarmsPerQuarter])) {
    const run = await atLeisure(
      request.signal,
      runBacktest(
        rows,
        { ...settings, falseAlarmsPerQuarter: budget, watchFrom: undefined },
        (line, first) => {
          // Each run finds the same ones.
          if (runs.length > 0) return;
          repeats += 1;
          rejected.add(repeatFault(first), line);
        },
      ),
    );
    if (run === undefined) return { kind: 'left' };
    runs.push(run);
  }
  return {
    kind: 'tested',
    fileName: sent.name,
    accepted: read - repeats,
    rejected,
    notes: [...text.notes(), ...table.notes()],
    runs: runs.sort((a, b) => a.budget - b.budget),
  };
}

/** Undefined where nobody waits for it any more. */
async function atLeisure(signal: AbortSignal, work: Generator<void, Run>): Promise<Run | undefined> {
  for (let steps = 1; ; steps += 1) {
    const { done, value } = work.next();
    if (done) return value;
    if (steps % STRIDE !== 0) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
  }
}
