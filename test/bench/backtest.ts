import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { HEADER, syntheticRows } from '../backtest/synthetic-table.ts';
import { withFolder } from './bench-folder.ts';

const ROWS = 1_000_000;
/** Tells the largest amount of memory that the process had, in kilobytes, when it ends. */
const WATCHER = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;
const summaryLine = z.object({ type: z.literal('summary'), rows: z.int(), seconds: z.number() });

/** The backtest of a large file, as a process of its own with the flags of the npm script. */
export const measureBacktest = (): Promise<readonly string[]> =>
  withFolder(async (folder) => {
    const file = join(folder, 'deals.csv');
    writeFileSync(file, [HEADER, ...syntheticRows({ seed: 1, rows: ROWS, perDay: ROWS / 1095 })].join('\n'));
    const { out, err } = await run(file);
    const { rows, seconds } = summaryLine.parse(JSON.parse(out.trimEnd().split('\n').at(-1) ?? ''));
    const megabytes = Math.round(Number(/peak (\d+)/.exec(err)?.[1]) / 1024);
    const perSecond = Math.round(rows / seconds).toLocaleString('en');
    return [
      `${rows.toLocaleString('en')} rows in ${seconds} s: ${perSecond} a second; ${megabytes} MB at the peak`,
    ];
  });

function run(file: string): Promise<{ readonly out: string; readonly err: string }> {
  const flags = ['--max-semi-space-size=8', '--disable-warning=ExperimentalWarning', '--import', WATCHER];
  const command = spawn(process.execPath, [...flags, 'infra/local/backtest/main.ts', file, '--json']);
  let [out, err] = ['', ''];
  command.stdout.on('data', (text) => {
    // Only the last line is of interest.
    out = (out + text).slice(-10_000);
  });
  command.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    command.on('error', reject);
    command.on('close', (code) =>
      code === 0 ? resolve({ out, err }) : reject(new Error(`The backtest ended with ${code}: ${err}`)),
    );
  });
}
