import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../infra/local/listen.ts';
import { createShut } from '../../infra/local/shut.ts';
import { aTandem, DEPLOYED_AT } from '../support/tandem.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Long enough that a test which waits for it fails by its own time limit. */
const NEVER = 3_600_000;

async function aServer(answer: () => Promise<Response>, patienceMs: number) {
  const server = createAdaptorServer({ fetch: answer });
  const shut = createShut(server, patienceMs);
  return { url: await listen(server, { host: '127.0.0.1', port: 0 }), shut };
}

/** A client that connects and says nothing. */
async function silentConnection(url: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
}

/** Asks for a page on a connection that stays open. */
async function keptConnection(url: string): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  await new Promise<void>((resolve, reject) => {
    get(url, { agent }, (response) => response.resume().once('end', resolve)).once('error', reject);
  });
}

describe('a server that is stopped', () => {
  it('does not wait for connections that ask for nothing', async () => {
    const { url, shut } = await aServer(async () => new Response('ok'), NEVER);
    await silentConnection(url);
    await keptConnection(url);
    await shut();
  });

  it('answers the request that it has in work', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { url, shut } = await aServer(async () => {
      begin();
      await finished;
      return new Response('done');
    }, NEVER);
    await silentConnection(url);
    const asked = fetch(url);
    await begun;
    const shutting = shut();
    finish();
    expect(await (await asked).text()).toBe('done');
    await shutting;
  });

  it('gives a request up that does not end', async () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { url, shut } = await aServer(() => {
      begin();
      return new Promise(() => {});
    }, 20);
    const asked = fetch(url).catch(() => 'cut off');
    await begun;
    await shut();
    expect(await asked).toBe('cut off');
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('behind a proxy', () => {
  const statusFor = (url: string, host: string) =>
    new Promise((resolve, reject) => {
      get(`${url}/healthz`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once('error', reject);
    });

  it('the name of the public address is known, and no other', async () => {
    const { url } = await aTandem({ env: { TANDEM_PUBLIC_URL: 'https://Tandem.example.com/' } });
    expect(await statusFor(url, 'tandem.example.com')).toBe(200);
    expect(await statusFor(url, 'TANDEM.example.com:443')).toBe(200);
    expect(await statusFor(url, 'tandem.example.com:8443')).toBe(421);
    expect(await statusFor(url, 'tandem.example.com.evil.example.com')).toBe(421);
  });
});

it.each([['list'], ['replay', 'all']])(
  'npm run local -- dead-letters %s makes no database',
  async (...command) => {
    const folder = join(temporaryFolder(), 'typo');
    const args = ['--disable-warning=ExperimentalWarning', 'infra/local/tool.ts', 'dead-letters', ...command];
    const fault: unknown = await promisify(execFile)(process.execPath, [...args, '--data', folder], {
      cwd: join(import.meta.dirname, '../..'),
    }).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `There is no database in ${folder}. Name the data folder of a Tandem with --data.\n`,
    });
    expect(existsSync(folder)).toBe(false);
  },
);
