import { expect, it } from 'vitest';
import { aSite, wordsOf } from './site.ts';

const send = (site: ReturnType<typeof aSite>, body: string | Uint8Array<ArrayBuffer>) =>
  site.send('/report/loss', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
const form = (account: string) =>
  `dealId=D-1&lostOn=2026-06-12&outcome=no_decision&primaryReason=timing&account=${account}`;

it.each([
  ['behind a percent sign', form('M%FCller')],
  ['cut off behind percent signs', form('M%C3+ller')],
  ['in a name of a field', `${form('A')}&%FF=1`],
  ['as it is', new Uint8Array(Buffer.from(form('Müller'), 'latin1'))],
])('a form that is not UTF-8 is refused with advice: %s', async (_, body) => {
  const site = aSite();
  const { status, html } = await send(site, body);
  expect(status).toBe(400);
  expect(wordsOf(html)).toContain('Open the form again, type the text anew and send it from there.');
  expect(await site.ledger()).toEqual([]);
});

it.each([
  ['M%C3%BCller', 'Müller'],
  ['M%c3%bcller+%26+S%C3%B6hne', 'Müller & Söhne'],
  ['Müller', 'Müller'],
  ['100%', '100%'],
])('%s is read as %s', async (written, account) => {
  const site = aSite();
  expect((await send(site, form(written))).status).toBe(303);
  expect((await site.deal('D-1'))?.closing?.report).toMatchObject({ account });
});
