import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Log } from '../../../shared/ports/log.ts';
import type { Screen } from '../status-line.ts';
import { listAlerts } from './alerts.ts';
import { type CsvFile, readCsv } from './csv-table.ts';
import { type ReplayOptions, readReplayOptions, USAGE } from './options.ts';
import { createProgressLine } from './progress-line.ts';
import { readExport } from './read-export.ts';
import { replay } from './replay.ts';
import { startReplayHome } from './replay-home.ts';
import { alertsRaised, filesRead, storedReports } from './summary.ts';

/** What the commands of this folder and of the demo need of their process. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The real time. */
  readonly clock: () => number;
  readonly log: Log;
  readonly stdout: Screen;
  readonly stderr: Screen;
}

/**
 * `npm run replay`
 *
 * @returns the exit code: 1 where nothing could be read.
 * @throws CommandError and StartError, whose messages are for people.
 */
export async function replayCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { env, clock, log, stdout, stderr } = surroundings;
  const options = readReplayOptions(args, env);
  if (options === 'help') {
    stdout.write(USAGE);
    return 0;
  }
  const found = readExport(options.files.map(readFile));
  stdout.write(filesRead(found.files));
  if (found.rows === 0) {
    stderr.write(
      '\nThere was nothing to replay. Give a CSV file with closed deals; --help says which columns it needs.\n',
    );
    return 1;
  }

  const replayHome = await startReplayHome({ ...options, realNow: clock(), log });
  const { home } = replayHome;
  try {
    const before = new Set((await listAlerts(home.app)).map(({ id }) => id));
    const line = createProgressLine(stderr, clock);
    const start = clock();
    const replayed = await replay(replayHome, found.reports, line.show).finally(line.clear);
    stdout.write(storedReports(found, replayed, (clock() - start) / 1000));
    stdout.write(alertsRaised(await listAlerts(home.app), before));
    stdout.write(deadLetters((await home.deadLetters.list()).length, options));
    stdout.write(`\nLook at them: npm start -- --data ${options.folder}\n`);
  } finally {
    await home.stop();
  }
  return 0;
}

function readFile(path: string): CsvFile {
  const file = basename(path);
  try {
    return readCsv(file, readFileSync(path));
  } catch (fault) {
    if (!(fault instanceof Error && 'syscall' in fault)) throw fault;
    return { kind: 'unreadable', file, message: `Cannot be read (${fault.message}). Check its name.` };
  }
}

const deadLetters = (count: number, { folder }: ReplayOptions): string =>
  count === 0
    ? ''
    : `\n${count} messages failed, so alerts may be missing. See: npm run local -- dead-letters list --data ${folder}\n`;
