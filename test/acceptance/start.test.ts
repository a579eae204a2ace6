import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CommandError } from '../../infra/local/command-line.ts';
import { readOptions, USAGE } from '../../infra/local/options.ts';
import { startServer } from '../../infra/local/server.ts';
import { StartError } from '../../shared/adapters/local/start-error.ts';
import { api } from '../support/api.ts';
import { recordingLog } from '../support/logs.ts';
import { aTandem, DEPLOYED_AT, startTandem } from '../support/tandem.ts';
import { spawnTandem } from '../support/tandem-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A port that somebody else has. */
async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

function belowAFile(): string {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'I am no folder.');
  return join(file, 'data');
}

function ofANewerVersion(): string {
  const folder = temporaryFolder();
  const database = new DatabaseSync(join(folder, 'tandem.db'));
  database.exec('PRAGMA user_version = 999');
  database.close();
  return folder;
}

function damaged(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'tandem.db'), 'This is a shopping list, not a database. '.repeat(100));
  return folder;
}

function withAFolderInPlaceOfTheDatabase(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tandem.db'));
  return folder;
}

interface Start {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}
type Row = [what: string, start: () => Start | Promise<Start>, message: RegExp];
const SMTP = { SMTP_URL: 'smtp://localhost:25' };
const onFolder = (folder: string): Start => ({ args: ['--port', '0', '--data', folder] });
const withArgs = (...args: string[]): Start => ({ args: ['--data', temporaryFolder(), ...args] });
const withEnv = (env: Record<string, string>): Start => ({
  args: ['--port', '0', '--data', temporaryFolder()],
  env,
});

/** Each kind of error once as a whole program: that takes most of a second. */
const PROGRAMS: Row[] = [
  [
    'the port is in use',
    async () => withArgs('--port', `${await takenPort()}`),
    /^Port \d+ on 127\.0\.0\.1 is in use.*choose another port with --port/,
  ],
  [
    'the folder lies below a file',
    () => onFolder(belowAFile()),
    /^Tandem cannot write to its data folder .*choose another folder/,
  ],
  [
    'the database is of a newer version',
    () => onFolder(ofANewerVersion()),
    /^The database in .* was written by a newer Tandem.*Start the newer version again/,
  ],
  [
    'the host is open to all',
    () => withArgs('--port', '0', '--host', '0.0.0.0'),
    /^Nobody signs in yet.*\n.*Leave --host away.*--open/,
  ],
  [
    'the port is a word',
    () => withArgs('--port', 'http'),
    /^--port .*is not a port\. Give a number from 0 to 65535/,
  ],
  [
    'an option is unknown',
    () => withArgs('--prot', '4870'),
    /^Unknown option '--prot'[\s\S]*Usage: npm start -- \[options\]/,
  ],
  [
    'mail has no addresses',
    () => withEnv(SMTP),
    /^SMTP_URL is set.*\n.*TANDEM_SALES_EMAIL, TANDEM_MARKETING_EMAIL and TANDEM_FROM_EMAIL/,
  ],
];
/** The others in this process, by the functions that the program calls. */
const OTHERS: Row[] = [
  [
    'the database is something else',
    () => onFolder(damaged()),
    /not a database that can be read.*Restore the folder from a backup/,
  ],
  [
    'a folder is in place of the database',
    () => onFolder(withAFolderInPlaceOfTheDatabase()),
    /cannot write to its data folder/,
  ],
  [
    'the host is not of this machine',
    () => withArgs('--port', '0', '--open', '--host', '192.0.2.1'),
    /192\.0\.2\.1 is not an address of this machine.*--host/,
  ],
  ['the port is too large', () => withArgs('--port', '65536'), /--port .*is above 65535/],
  ['the port is negative', () => withArgs('--port=-1'), /--port .*is not a port/],
  ['an option has no value', () => withArgs('--port'), /--port[\s\S]*Usage:/],
  ['there is a stray word', () => withArgs('start'), /start[\s\S]*Usage:/],
  [
    'mail has one address too few',
    () => withEnv({ ...SMTP, TANDEM_SALES_EMAIL: 's@example.com', TANDEM_FROM_EMAIL: 't@example.com' }),
    /TANDEM_MARKETING_EMAIL/,
  ],
  [
    'the mail server is no address',
    () => withEnv({ SMTP_URL: 'mail.example.com' }),
    /SMTP_URL is not an address such as smtps:/,
  ],
  [
    'an address is none',
    () => withEnv({ TANDEM_SALES_EMAIL: 'sales' }),
    /TANDEM_SALES_EMAIL is not one e-mail address/,
  ],
  [
    'an address is two',
    () => withEnv({ TANDEM_SALES_EMAIL: 'a@example.com,b@example.com' }),
    /TANDEM_SALES_EMAIL is not one e-mail address/,
  ],
  [
    'the time zone is unknown',
    () => withEnv({ TANDEM_TIME_ZONE: 'Europe/Atlantis' }),
    /TANDEM_TIME_ZONE is not a time zone\. Use a name such as Europe\/Vienna/,
  ],
  [
    'the currency is unknown',
    () => withEnv({ TANDEM_CURRENCY: 'euro' }),
    /TANDEM_CURRENCY is not a currency/,
  ],
  [
    'the budget is odd',
    () => withEnv({ TANDEM_FALSE_ALARMS_PER_QUARTER: '2' }),
    /TANDEM_FALSE_ALARMS_PER_QUARTER must be 0\.5, 1 or 3/,
  ],
  [
    'a big loss has no currency',
    () => withEnv({ TANDEM_BIG_LOSS: '250000' }),
    /TANDEM_BIG_LOSS has "250000".*Write it as "250000 EUR"/,
  ],
  [
    'the public address is none',
    () => withEnv({ TANDEM_PUBLIC_URL: 'tandem.example.com' }),
    /TANDEM_PUBLIC_URL is not a web address/,
  ],
  [
    'two things are wrong',
    () => withEnv({ TANDEM_CURRENCY: 'x', TANDEM_TIME_ZONE: 'y' }),
    /TANDEM_TIME_ZONE is not.*\nTANDEM_CURRENCY is not/,
  ],
];

describe.skipIf(DEPLOYED_AT !== undefined)('a start that cannot succeed says what to do', () => {
  it.each(PROGRAMS)('%s: and ends with code 1', async (_, start, message) => {
    const { args, env } = await start();
    const { code, stdout, stderr } = await spawnTandem(args, env).ended;
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at |Error:|node:internal/m);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it.each(OTHERS)('%s', async (_, start, message) => {
    const { args, env = {} } = await start();
    const starting = async () => {
      const options = readOptions(args, env);
      if (options === 'help') throw new Error('Nobody asked for help.');
      await startServer(options, { clock: Date.now, log: recordingLog().log });
    };
    const fault: unknown = await starting().catch((error: unknown) => error);
    expect(fault instanceof CommandError || fault instanceof StartError).toBe(true);
    expect(fault).toHaveProperty('message', expect.stringMatching(message));
  });

  it('another Tandem has the folder', async () => {
    const tandem = await aTandem();
    await expect(startTandem({ folder: tandem.folder })).rejects.toThrow(
      /Another Tandem is using the data folder .*Stop the other one first/,
    );
    expect((await tandem.api.get('/healthz')).status).toBe(200);
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('npm start', () => {
  it('says where everything is, answers there, and stops when it is asked to', async () => {
    const folder = join(temporaryFolder(), 'made', 'by', 'tandem');
    const tandem = spawnTandem(['--port', '0', '--data', folder]);
    const url = await tandem.url;
    expect((await api(url).get('/healthz')).status).toBe(200);
    tandem.kill('SIGTERM');
    const { code, stdout } = await tandem.ended;
    expect(code).toBe(0);
    for (const path of ['/', '/alerts', '/local/outbox', '/openapi.json']) {
      expect(stdout).toContain(`${url}${path}\n`);
    }
    expect(stdout).toContain(folder);
  });

  it('explains its options', () => {
    expect(readOptions(['--help'], {})).toBe('help');
    expect(readOptions(['-h'], {})).toBe('help');
    expect(USAGE).toContain('Usage: npm start -- [options]');
  });

  it('takes options before variables, and an empty variable for none', () => {
    const env = { TANDEM_PORT: '5000', TANDEM_HOST: '', TANDEM_BIG_LOSS: '250000 EUR, 0.5 KWD' };
    expect(readOptions(['--port', '6000'], env)).toMatchObject({
      port: 6_000,
      host: '127.0.0.1',
      settings: { bigLossAmounts: { EUR: 25_000_000, KWD: 500 } },
    });
    expect(readOptions([], env)).toMatchObject({ port: 5_000 });
  });
});
