import { expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { aBareLoss } from '../support/reports.ts';
import { newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';

const tandem = sharedTandem();
const TOKEN = process.env.TANDEM_TOKEN ?? '';

/** A request as a browser or a stranger makes it, without what the suite adds. */
const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, tandem.api.base), { redirect: 'manual', ...init });

const signIn = (token: string, next = '/alerts') =>
  ask(`/sign-in?next=${encodeURIComponent(next)}`, {
    method: 'POST',
    // As browsers say of a form of our own.
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ token }),
  });

it('health is open, and says nothing else', async () => {
  const answer = await ask('/healthz');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok' });
});

it.each([
  ['nothing', {}],
  ['another token', { authorization: `Bearer ${'x'.repeat(48)}` }],
  ['half of the token', { authorization: `Bearer ${TOKEN.slice(0, 24)}` }],
  ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ['the cookie of the pages', { cookie: `__Host-tandem_token=${TOKEN}` }],
])('the API lets nobody in with %s', async (_, headers) => {
  const id = newId();
  for (const [path, init] of [
    ['/openapi.json', {}],
    ['/api/alerts', {}],
    [`/api/deals/${id}/loss`, { method: 'PUT', body: JSON.stringify(aBareLoss({ lostOn: YESTERDAY })) }],
  ] as const) {
    const answer = await ask(path, { ...init, headers: { 'content-type': 'application/json', ...headers } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    const body: unknown = await answer.json();
    expect(problemOf({ status: 401, headers: answer.headers, body }).type).toMatch(/unauthorized$/);
  }
  expect((await tandem.api.get(`/api/deals/${id}`)).status).toBe(404);
});

it('a page asks a browser once, and brings it where it wanted to go', async () => {
  const asked = await ask('/alerts?state=firing');
  expect(asked.status).toBe(401);
  expect(await asked.text()).toContain('action="/sign-in?next=%2Falerts%3Fstate%3Dfiring"');

  const signedIn = await signIn(TOKEN, '/alerts?state=firing');
  expect(signedIn.status).toBe(303);
  expect(signedIn.headers.get('location')).toBe('/alerts?state=firing');
  const [cookie = ''] = signedIn.headers.getSetCookie();
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).toMatch(/; SameSite=Lax/);

  const page = await ask('/alerts', { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(page.status).toBe(200);
  expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
  expect(await page.text()).toContain('<h1>');
});

it('a wrong token is told, and sets no cookie', async () => {
  const answer = await signIn('guess');
  expect(answer.status).toBe(401);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.text()).toContain('This is not the token.');
});
