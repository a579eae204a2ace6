import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backtestCommand } from '../../infra/local/backtest/command.ts';
import { captured } from '../replay/in-memory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export function fileWith(content: string | Uint8Array, name = 'deals.csv'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Runs the command, and gives what a terminal would show. */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [stdout, stderr] = [captured(), captured()];
  const code = await backtestCommand(args, {
    env,
    stderr,
    clock: () => 0,
    print: async (text) => void stdout.write(text),
  });
  return { code, out: stdout.text(), err: stderr.text() };
}

type Line = Readonly<Record<string, unknown>>;

/** The lines of `--json`, by their type. */
export async function runJson(content: string | Uint8Array, ...args: readonly string[]) {
  const { code, out } = await run([fileWith(content), '--json', ...args]);
  const lines: Line[] = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const of = (type: string) => lines.filter((line) => line.type === type);
  return { code, lines, alarms: of('alarm'), rejected: of('rejected'), summary: of('summary')[0] };
}
