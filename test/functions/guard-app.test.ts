import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { guardApp } from '../../functions/serve-http/guard-app.ts';
import { recordingLog } from '../support/logs.ts';

const TOKEN = 'the-token-of-this-tandem';
const SITE = 'https://tandem.example.com';

function aSite(isToken = async (given: string) => given === TOKEN) {
  const app = new Hono();
  app.all('*', (context) => context.text(`served ${context.req.method} ${context.req.path}`));
  const { log, lines } = recordingLog();
  const site = guardApp(app, { isToken, log });
  const ask = (path: string, init: RequestInit = {}) => site.request(`${SITE}${path}`, init);
  return { ask, lines };
}
const bearer = { authorization: `Bearer ${TOKEN}` };
const cookie = { cookie: `__Host-tandem_token=${TOKEN}` };

it.each(['/healthz', '/style.css?v=1', '/icon.svg'])('%s is open', async (path) => {
  expect((await aSite().ask(path)).status).toBe(200);
});

it.each([
  '/',
  '/alerts',
  '/api/alerts',
  '/openapi.json',
  '/healthz/',
  '/HEALTHZ',
  '/style.css/x',
  '/anything',
])('%s is not, and is with the token', async (path) => {
  const { ask } = aSite();
  expect((await ask(path)).status).toBe(401);
  expect((await ask(path, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
  expect(await (await ask(path, { headers: bearer })).text()).toBe(`served GET ${path}`);
});

it('pages take the cookie, programs do not', async () => {
  const { ask } = aSite();
  expect((await ask('/alerts', { headers: cookie })).status).toBe(200);
  expect((await ask('/api/alerts', { headers: cookie })).status).toBe(401);
  expect((await ask('/openapi.json', { headers: cookie })).status).toBe(401);
});

it('a form that nobody may send is not kept for later', async () => {
  const answer = await aSite().ask('/report/loss?deal=D-1', { method: 'POST', body: 'x' });
  expect(answer.status).toBe(401);
  expect(await answer.text()).toContain('action="/sign-in?next=%2F"');
});

const signIn = (next: string, headers: Record<string, string> = {}, token = TOKEN) =>
  aSite().ask(`/sign-in?next=${encodeURIComponent(next)}`, {
    method: 'POST',
    headers: { origin: SITE, ...headers },
    body: new URLSearchParams({ token }),
  });

it.each([
  ['/alerts?team=sales', '/alerts?team=sales'],
  ['https://evil.example.com/', '/'],
  ['//evil.example.com/', '/'],
  ['/\\evil.example.com', '/'],
  ['https://tandem.invalid//evil.example.com', '/evil.example.com'],
  ['/.//evil.example.com', '/evil.example.com'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('whoever signs in to go to %j goes to %s', async (next, location) => {
  const answer = await signIn(next);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, location]);
});

it('a page of another site cannot sign anybody in', async () => {
  const answer = await signIn('/', { origin: 'https://evil.example.com' });
  expect(answer.status).toBe(403);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

it('the token may be pasted with spaces around it, and a wrong one may be tried again', async () => {
  expect((await signIn('/', {}, ` ${TOKEN}\n`)).status).toBe(303);
  const wrong = await signIn('/alerts', {}, 'wrong');
  expect(wrong.status).toBe(401);
  expect(await wrong.text()).toMatch(/This is not the token[\s\S]*aria-invalid="true"/);
});

it('the log tells where a token was refused, and never the token', async () => {
  const { ask, lines } = aSite();
  await ask('/api/alerts', { headers: { authorization: 'Bearer guess' } });
  await ask('/api/alerts');
  expect(lines).toEqual([{ level: 'warn', decision: 'token refused', path: '/api/alerts' }]);
});

it('nobody is let in where the token cannot be looked up', async () => {
  const { ask, lines } = aSite(() => Promise.reject(new Error('denied')));
  expect((await ask('/api/alerts', { headers: bearer })).status).toBe(503);
  expect((await ask('/alerts', { headers: cookie })).status).toBe(503);
  expect(lines.map(({ decision, fault }) => [decision, fault])).toEqual(
    Array(2).fill(['token not checked', 'Error']),
  );
});
