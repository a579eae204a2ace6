import { beforeAll, expect, it } from 'vitest';
import type { Deployment } from '../../infra/aws/deployment.ts';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import type { Table } from '../../shared/ports/table.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { noticeKey } from '../../shared/store/keys.ts';
import { anAlert, aPattern } from '../support/alerts.ts';
import { theDeployment } from '../support/deployment.ts';
import { eventually } from '../support/tandem.ts';
import { hear } from './heard.ts';
import { invoke } from './invoke.ts';
import { depthOf, hurry, redrive, sendInto } from './queues.ts';

const PATIENCE = { timeout: 120_000 };

let deployment: Deployment;
let table: Table;
let notify: { readonly queue: string; readonly dead: string };

beforeAll(async () => {
  deployment = await theDeployment();
  table = connectTable(deployment.TableName);
  const { Queues, DeadLetterQueues } = deployment;
  notify = { queue: Queues['notify-teams'] ?? '', dead: DeadLetterQueues['notify-teams'] ?? '' };
});

/** An alert of which nobody knows yet: what is said about it cannot be handled, until it is stored. */
const unknownAlert = (): string =>
  `S9${Array.from({ length: 8 }, () => '0123456789ABCDEFGHJK'.charAt(Math.floor(Math.random() * 20))).join('')}`;

const opened = (alertId: string): string =>
  JSON.stringify({
    metadata: {
      id: `alert-${alertId}-1`,
      type: 'AlertOpened',
      version: '1.0',
      occurredAt: new Date().toISOString(),
      producer: 'tandem',
      correlationId: 'ledger-1',
      causationId: 'ledger-1',
    },
    data: { alertId, revision: 1 },
  });

/** Its notice to a team is sent, or waits for the digest: either way it was handled. */
const handled = (alertId: string) =>
  eventually(() => table.get(noticeKey('sales', `${alertId}-1`)), `${alertId} is handled`, 60_000);

const store = (id: string) =>
  createAlert(table, anAlert({ id, pattern: aPattern({ competitor: 'globex' }), openedAt: Date.now() }));

const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1_000));

it('a function that fails again and again and then recovers loses nothing', PATIENCE, async () => {
  await hurry(notify.queue, 100);
  const id = unknownAlert();
  await sendInto(notify.queue, [opened(id)]);
  await seconds(5);
  expect(await table.get(noticeKey('sales', `${id}-1`))).toBeUndefined();
  expect(await depthOf(notify.dead)).toBe(0);
  await store(id);
  await handled(id);
});

it(
  'a message that cannot be handled becomes a dead letter alone, is told of, and is done after the repair',
  PATIENCE,
  async () => {
    await hurry(notify.queue, 2);
    const [poison, healthy] = [unknownAlert(), unknownAlert()];
    await store(healthy);
    await sendInto(notify.queue, [opened(poison), opened(healthy), opened(healthy)]);
    await handled(healthy);
    await eventually(
      async () => ((await depthOf(notify.dead)) === 1 ? true : undefined),
      'it is a dead letter',
      60_000,
    );

    const operations = await hear(deployment.OperationsTopic, /operations/);
    await invoke(deployment.Functions['check-itself']);
    const told = await eventually(
      async () => (await operations()).find(({ text }) => text.includes('dead-letter queue "notify-teams"')),
      'the operator is told',
    );
    expect(told.subject).toMatch(/^\[Tandem\] Self-check: \d+ findings?$/);
    expect(told.text).toContain('1 message waits in the dead-letter queue "notify-teams"');

    await store(poison);
    await redrive(notify.dead, notify.queue);
    await handled(poison);
    expect(await depthOf(notify.dead)).toBe(0);
  },
);

it.each([
  ['no JSON', 'open-alerts', 'not json at all'],
  ['no event', 'watch-open-deals', '{"hello":"world"}'],
])('a message that is %s becomes a dead letter', PATIENCE, async (_, route, body) => {
  const [queue = '', dead = ''] = [deployment.Queues[route], deployment.DeadLetterQueues[route]];
  const before = await depthOf(dead);
  await hurry(queue, 1);
  await sendInto(queue, [body]);
  await eventually(
    async () => ((await depthOf(dead)) === before + 1 ? true : undefined),
    'it is a dead letter',
    60_000,
  );
});
