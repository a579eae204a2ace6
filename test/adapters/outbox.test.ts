import { expect, test } from 'vitest';
import { createOutbox, type OutboxMessage } from '../../shared/adapters/local/outbox.ts';
import { outboxPage } from '../../shared/web/outbox-page.ts';
import { aClock, HOUR } from '../support/clock.ts';
import { aStore } from '../support/store.ts';

const addresses = { sales: 'sales@example.com', marketing: 'marketing@example.com' };
const message = {
  id: 'S0001-1-sales',
  team: 'sales',
  kind: 'alert-opened',
  subject: 'Acme',
  text: 'Acme is winning more.',
  alertId: 'S0001',
} as const;

function anOutbox(deliver?: (message: OutboxMessage) => Promise<void>) {
  const clock = aClock('2026-06-15T09:00:00Z');
  return { clock, outbox: createOutbox({ table: aStore().table, clock, addresses, deliver }) };
}

test('a message is in the outbox before it is mailed, and keeps its place and its time when it is', async () => {
  let isUp = false;
  const { clock, outbox } = anOutbox(async () => {
    if (!isUp) throw new Error('The mail server is down.');
  });
  await expect(outbox.notify(message)).rejects.toThrow('The mail server is down.');
  const [kept] = await outbox.list();
  expect(kept).toMatchObject({ id: message.id, mailed: false, sentAt: '2026-06-15T09:00:00.000Z' });

  isUp = true;
  clock.advance(HOUR);
  await outbox.notify(message);
  expect(await outbox.list()).toEqual([{ ...kept, mailed: true }]);

  isUp = false;
  await expect(outbox.notify(message)).rejects.toThrow();
  expect(await outbox.list()).toEqual([{ ...kept, mailed: true }]);
});

test('where nothing is mailed, nothing is said about it', async () => {
  const { outbox } = anOutbox();
  await outbox.notify(message);
  expect(await outbox.list()).not.toHaveProperty('0.mailed');
});

test.each([
  [true, true, ', mailed</p>'],
  [true, false, ', not mailed yet, it will be tried again</p>'],
  [true, undefined, ', not mailed</p>'],
  [false, true, ', mailed</p>'],
  [false, false, 'now</p>'],
  [false, undefined, 'now</p>'],
])('the page: mail is on %s, the message was mailed %s', (isMailed, mailed, words) => {
  const shown = { id: 'a', to: 'sales@example.com', subject: 'Acme', text: 'Acme', sentAt: 'now', mailed };
  expect(String(outboxPage([shown], isMailed).body)).toContain(words);
});
