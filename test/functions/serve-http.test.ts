import { expect, test } from 'vitest';
import type { Deps } from '../../functions/serve-http/deps.ts';
import { createApp } from '../../functions/serve-http/handler.ts';
import type { PageOptions } from '../../functions/serve-http/pages/page-deps.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aClock } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aStore, beforeWrites } from '../support/store.ts';

class DiskFull extends Error {}

function anApp({ isFull = false, ...given }: Partial<Deps> & { isFull?: boolean }, options?: PageOptions) {
  const clock = aClock();
  const table = beforeWrites(aStore().table, async () => {
    if (isFull) throw new DiskFull();
  });
  const deps: Deps = {
    table,
    ...createRecorder({ table, clock }),
    clock,
    log: recordingLog().log,
    settings: { falseAlarmsPerQuarter: 1, bigLossAmounts: {}, timeZone: 'UTC', currency: 'EUR' },
    newId: () => 'id',
    isUnavailable: (fault) => fault instanceof DiskFull,
    ...given,
  };
  return createApp(deps, options);
}

test.each<[string, Parameters<typeof anApp>[0], number, object]>([
  ['all is well', {}, 200, { status: 'ok' }],
  ['no dead letters', { deadLetterCount: async () => 0 }, 200, { status: 'ok', deadLetters: 0 }],
  ['dead letters', { deadLetterCount: async () => 2 }, 200, { status: 'attention', deadLetters: 2 }],
  ['a full disk', { isFull: true }, 503, { type: 'urn:tandem:problem:unavailable' }],
])('/healthz: %s', async (_, given, status, body) => {
  const app = anApp(given);
  for (let time = 0; time < 2; time++) {
    const answer = await app.request('/healthz');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(body);
  }
});

test.each([
  ['/backtest', 422],
  ['/report/loss', 413],
])('a form of 100 KB to %s gets %i: only a table of deals may be large', async (path, status) => {
  const body = new FormData();
  body.append('file', new Blob(['x'.repeat(100_000)]), 'deals.csv');
  const send = (origin: string) =>
    anApp({}).request(`http://tandem.test${path}`, { method: 'POST', headers: { origin }, body });
  expect((await send('http://tandem.test')).status).toBe(status);
  if (status === 422) expect((await send('https://evil.example.com')).status).toBe(403);
});

test.each([
  ['https://tandem.example.com', true],
  ['http://127.0.0.1:4870', true],
  ['https://evil.example.com', false],
  ['http://tandem.example.com', false],
])('behind a proxy, a form from %s is accepted: %s', async (origin, isAccepted) => {
  const app = anApp({}, { publicUrl: 'https://tandem.example.com/base' });
  const answer = await app.request('http://127.0.0.1:4870/no-such-form', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=b',
  });
  expect(answer.status).toBe(isAccepted ? 404 : 403);
});
