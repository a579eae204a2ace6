import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

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
  const endpoint = `https://127.0.0.1:${port}`;
  const region = 'eu-central-1';
  const folder = mkdtempSync(join(tmpdir(), 'tandem-ministack-'));
  const { certificate, key } = makeCertificate(folder);
  trust(certificate);
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
      // Permissions are checked, and with them our own rule that nothing is taken without TLS.
      AUTH: 'true',
      USE_SSL: '1',
      MINISTACK_SSL_CERT: certificate,
      MINISTACK_SSL_KEY: key,
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

/** A certificate for loopback. MiniStack can make one by itself, but then the functions that it runs do not know it. */
function makeCertificate(folder: string): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=tandem-test'],
      ...['-keyout', key, '-out', certificate, '-addext', 'basicConstraints=critical,CA:FALSE'],
      ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ],
    { stdio: 'ignore' },
  );
  return { certificate, key };
}

/** In this process, and in those that it starts. */
function trust(certificate: string): void {
  setDefaultCACertificates([...getCACertificates(), readFileSync(certificate, 'utf8')]);
  process.env.NODE_EXTRA_CA_CERTS = certificate;
  // The command line of CDK looks here.
  process.env.AWS_CA_BUNDLE = certificate;
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
