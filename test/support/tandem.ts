import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type Options, readOptions } from '../../infra/local/options.ts';
import { type Server, type Surroundings, startServer } from '../../infra/local/server.ts';
import { type OutboxMessage, outboxMessage } from '../../shared/adapters/local/outbox.ts';
import { type Api, api } from './api.ts';
import { recordingLog } from './logs.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where a deployed Tandem is that the suite shall be run against. Without it, each file starts one of its own. */
export const DEPLOYED_AT: string | undefined = process.env.TANDEM_BASE_URL;

/** MiniStack differs from AWS in some places; docs/aws.md tells in which, and how the tests go around them. */
export const ON_MINISTACK = process.env.TANDEM_ON_MINISTACK === 'yes';

/** Retries at once, so that nobody waits. */
export const QUICK_RETRY: NonNullable<Surroundings['retry']> = { maxAttempts: 5, backoff: () => 1 };

export interface Tandem extends Server {
  readonly folder: string;
  readonly api: Api;
  readonly lines: ReturnType<typeof recordingLog>['lines'];
  /** The messages of the outbox, as a program reads them; the newest first. */
  outbox(): Promise<OutboxMessage[]>;
}

export interface TandemOptions extends Partial<Surroundings> {
  readonly folder?: string;
  /** Variables of the environment, such as TANDEM_BIG_LOSS. */
  readonly env?: Readonly<Record<string, string>>;
}

const optionsFor = (folder: string, env: TandemOptions['env'] = {}): Options => {
  const options = readOptions(['--port', '0', '--data', folder], { TANDEM_TIME_ZONE: 'UTC', ...env });
  if (options === 'help') throw new Error('Nobody asked for help.');
  return options;
};

/** Starts a whole Tandem of this process on a free port. Whoever starts it stops it. */
export async function startTandem({
  folder = temporaryFolder(),
  env,
  clock = Date.now,
  retry = QUICK_RETRY,
  log,
}: TandemOptions = {}): Promise<Tandem> {
  const recording = recordingLog();
  const server = await startServer(optionsFor(folder, env), { clock, retry, log: log ?? recording.log });
  const client = api(server.url);
  let stopping: Promise<void> | undefined;
  return {
    ...server,
    /** A second call waits for the first. */
    stop() {
      stopping ??= server.stop();
      return stopping;
    },
    folder,
    api: client,
    lines: recording.lines,
    outbox: async () => outboxMessage.array().parse((await client.get('/local/outbox')).body),
  };
}

/** A Tandem for one test, stopped after it. */
export async function aTandem(options: TandemOptions = {}): Promise<Tandem> {
  const tandem = await startTandem(options);
  onTestFinished(() => tandem.stop());
  return tandem;
}

/**
 * The Tandem that the tests of a file share: the deployed one, or one that is started for them. Such tests use names of
 * their own, because they are not alone, and look at nothing but the API.
 */
export function sharedTandem(): { readonly api: Api } {
  let base = DEPLOYED_AT;
  let local: Tandem | undefined;
  beforeAll(async () => {
    if (base !== undefined) return;
    local = await startTandem();
    base = local.url;
  });
  afterAll(() => local?.stop());
  const client = () => {
    if (base === undefined) throw new Error('The API is there when the tests run, not before.');
    return api(base);
  };
  return {
    get api() {
      return client();
    },
  };
}

const run = `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
let count = 0;
/** An id that no test has used, also in earlier runs. */
export const newId = (what = 'T'): string => {
  count += 1;
  return `${what}-${run}-${count}`;
};

/** A day before or after today in UTC, as the API takes it. */
export const daysFromToday = (days: number, now = Date.now()): string =>
  new Date(now + days * 86_400_000).toISOString().slice(0, 10);
export const YESTERDAY = daysFromToday(-1);

/** Asks again and again until there is an answer, for at most some seconds. */
export async function eventually<Value>(
  ask: () => Promise<Value | undefined>,
  what: string,
  patienceMs = 15_000,
): Promise<Value> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`It did not come to pass within ${patienceMs} ms: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
