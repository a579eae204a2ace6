import { expect, it } from 'vitest';
import { createHandler as createPublish } from '../../functions/publish-changes/handler.ts';
import { createHandler } from '../../functions/republish-changes/handler.ts';
import { setAsideBody } from '../../functions/republish-changes/set-aside.ts';
import type { Event } from '../../shared/events/events.ts';
import type { JsonObject } from '../../shared/ports/table.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { alertKey } from '../../shared/store/keys.ts';
import { anAlert } from '../support/alerts.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage } from '../support/messages.ts';
import { aStore } from '../support/store.ts';

const key = alertKey('S0034');

/** A change of an alert that was set aside, and what is published when it is tried again. */
async function aChangeSetAside(stored?: JsonObject) {
  const { table } = aStore();
  if (stored !== undefined) await table.write([{ put: key, data: stored }]);
  const published: Event[] = [];
  const publish = createPublish({ publish: async (events) => void published.push(...events) });
  const { log, lines } = recordingLog();
  const body = JSON.parse(setAsideBody({ cursor: 7, key, before: undefined, after: undefined }));
  const again = () => createHandler({ table, publish, log })([aMessage(body, { id: 'm' })]);
  return { table, published, lines, body, again };
}

it('keeps of a change where it happened, and nothing that it says', async () => {
  const { body } = await aChangeSetAside();
  expect(body).toEqual({ pk: 'ALERT#S0034', sk: 'ALERT', cursor: 7 });
});

it('publishes a change after the stored item was mended, and not before', async () => {
  const { table, published, again } = await aChangeSetAside({ id: 'S0034', broken: true });
  expect((await again()).failed).toEqual(['m']);
  await table.write([{ delete: key }]);
  await createAlert(table, anAlert({ id: 'S0034' }));
  expect(await again()).toEqual({ failed: [] });
  expect(published.map(({ metadata, data }) => [metadata.id, metadata.type, data])).toEqual([
    ['alert-S0034-1', 'AlertOpened', { alertId: 'S0034', revision: 1 }],
  ]);
});

it('tells the latest news of an alert, where nobody knows any more which change it was', async () => {
  const { table, published, again } = await aChangeSetAside();
  const one = anAlert({ id: 'S0034' });
  await createAlert(table, { ...one, news: [...one.news, ...one.news] });
  await again();
  expect(published.map(({ metadata, data }) => [metadata.id, metadata.type, data])).toEqual([
    ['alert-S0034-2', 'AlertUpdated', { alertId: 'S0034', revision: 2 }],
  ]);
});

it('is done with a change whose item is gone', async () => {
  const { published, lines, again } = await aChangeSetAside();
  expect(await again()).toEqual({ failed: [] });
  expect(published).toEqual([]);
  expect(lines).toEqual([{ level: 'info', decision: 'change published after all', cursor: 7 }]);
});
