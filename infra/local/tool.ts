import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createDeadLetters, type DeadLetters } from '../../shared/adapters/local/dead-letters.ts';
import { StartError } from '../../shared/adapters/local/start-error.ts';

const USAGE = `Usage: npm run local -- COMMAND [--data FOLDER]

  dead-letters list            messages that failed as often as they may, the oldest first
  dead-letters replay ID...    put these back into their queues, after the cause is mended
  dead-letters replay all      put all of them back

FOLDER is the folder of the running or stopped Tandem: TANDEM_DATA, or .data
`;

/** `npm run local`: looks after a local home, also beside a running one. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  const [topic, action, ...ids] = positionals;
  const isList = action === 'list' && ids.length === 0;
  const isReplay = action === 'replay' && ids.length > 0;
  if (values.help || topic !== 'dead-letters' || !(isList || isReplay)) {
    (values.help ? process.stdout : process.stderr).write(USAGE);
    return values.help ? 0 : 1;
  }
  const database = openDatabase({
    folder: resolve(values.data ?? process.env.TANDEM_DATA ?? '.data'),
    lock: false,
  });
  try {
    const letters = createDeadLetters(database, Date.now, () => {});
    return isList ? await list(letters) : await replay(letters, ids);
  } finally {
    database.close();
  }
}

async function list(letters: DeadLetters): Promise<number> {
  const found = await letters.list();
  for (const { id, queue, attempts, error, diedAt, body } of found) {
    process.stdout.write(
      `${id}  ${queue}  ${attempts} attempts  ${new Date(diedAt).toISOString()}\n    ${error}\n    ${body}\n`,
    );
  }
  process.stdout.write(`${found.length} ${found.length === 1 ? 'dead letter' : 'dead letters'}.\n`);
  return 0;
}

async function replay(letters: DeadLetters, ids: readonly string[]): Promise<number> {
  const count = await letters.replay(ids.includes('all') ? 'all' : ids);
  process.stdout.write(
    `${count} put back. A running Tandem takes them within a second; a stopped one when it starts.\n`,
  );
  if (ids.includes('all') || count === new Set(ids).size) return 0;
  process.stderr.write('Some of these ids are no dead letters. See: npm run local -- dead-letters list\n');
  return 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (fault) => {
    const isUsage =
      fault instanceof TypeError && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS');
    process.stderr.write(
      fault instanceof StartError || isUsage ? `${fault.message}\n` : `${fault?.stack ?? fault}\n`,
    );
    process.exitCode = 1;
  },
);
