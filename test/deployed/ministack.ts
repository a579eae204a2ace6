import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const VERSION = '1.5.33';
/** Git ignores it, and it is kept for the next run. */
const BUILD = join(ROOT, '.build');
const VENV = join(BUILD, `ministack-${VERSION}`);
const LOG = join(BUILD, 'ministack.log');
const PATIENCE_MS = 60_000;

/** An AWS on this machine that nobody here wrote. */
export interface Ministack {
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
  stop(): Promise<void>;
}

/** Installs it if need be, starts it on loopback on a free port, and waits until it answers. */
export async function startMinistack(): Promise<Ministack> {
  install();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const region = 'eu-central-1';
  const folder = mkdtempSync(join(tmpdir(), 'tandem-ministack-'));
  const log = openSync(LOG, 'w');
  const server = spawn(join(VENV, 'bin/python'), ['-m', 'ministack'], {
    cwd: folder,
    // A group of its own, so that the workers which run functions end with it.
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      LAMBDA_EXECUTOR: 'local',
      MINISTACK_REGION: region,
      TMPDIR: folder,
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
    },
  });
  const stop = async () => {
    await endGroup(server);
    rmSync(folder, { recursive: true, force: true });
  };
  // Ctrl+C ends this process, and must not leave the other one behind.
  process.once('exit', () => signalGroup(server, 'SIGKILL'));
  try {
    await answering(server, `${endpoint}/_ministack/health`);
  } catch (fault) {
    await stop();
    throw fault;
  }
  takeForAws(endpoint, region);
  return { endpoint, region, accountId: '000000000000', stop };
}

/** From here on this process and those that it starts take it for AWS: the SDK, the CDK command line, the suite. */
function takeForAws(endpoint: string, region: string): void {
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
  process.env.AWS_ENDPOINT_URL = endpoint;
  process.env.AWS_REGION = region;
  process.env.AWS_DEFAULT_REGION = region;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
}

function install(): void {
  if (existsSync(join(VENV, 'installed'))) return;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(BUILD, { recursive: true });
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });
  run('python3', '-m', 'venv', VENV);
  run(join(VENV, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', `ministack==${VERSION}`);
  // Only a whole installation has it: one that was broken off is made anew.
  mkdirSync(join(VENV, 'installed'));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answering(server: ChildProcess, url: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(200)) {
    if (server.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`MiniStack did not start. Its log: ${LOG}`);
}

async function endGroup(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  signalGroup(server, 'SIGTERM');
  const patience = wait(10_000, 'late', { ref: false });
  if ((await Promise.race([ended, patience])) === 'late') signalGroup(server, 'SIGKILL');
  await ended;
}

function signalGroup({ pid, exitCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(-pid, signal);
  } catch (fault) {
    // It ended by itself in between.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault;
  }
}
