import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { createEventBridgePublish, PublishError } from '../../shared/adapters/aws/event-bridge-publish.ts';
import type { Event } from '../../shared/events/events.ts';

const bridge = mockClient(EventBridgeClient);
let pauses = 0;
const publish = createEventBridgePublish({
  client: new EventBridgeClient({ region: 'eu-central-1' }),
  busName: 'tandem',
  patience: {
    maxAttempts: 3,
    async pause() {
      pauses += 1;
    },
  },
});

beforeEach(() => {
  bridge.reset();
  pauses = 0;
});

const anEvent = (seq: number, dealId = `D-${seq}`): Event => ({
  metadata: {
    id: `ledger-${seq}`,
    type: 'DealUpdated',
    version: '1.0',
    occurredAt: '2026-06-15T09:00:00.000Z',
    producer: 'tandem',
    correlationId: `ledger-${seq}`,
    causationId: `ledger-${seq}`,
  },
  data: { seq, dealId },
});
const events = (count: number) => Array.from({ length: count }, (_, n) => anEvent(n + 1));
const taken = (count: number) => ({
  Entries: Array.from({ length: count }, (_, n) => ({ EventId: `${n}` })),
});
const calls = () =>
  bridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) =>
      (args[0].input.Entries ?? []).map(({ Detail = '' }) => JSON.parse(Detail).metadata.id),
    );

it('publishes events as the local bus shows them to its rules', async () => {
  bridge.on(PutEventsCommand).resolves(taken(1));
  const event = anEvent(1);
  await publish([event]);
  expect(bridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
    {
      EventBusName: 'tandem',
      Source: 'tandem',
      DetailType: 'DealUpdated',
      Time: new Date('2026-06-15T09:00:00.000Z'),
      Detail: JSON.stringify(event),
    },
  ]);
});

it('sends ten at a time, in their order', async () => {
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  await publish(events(23));
  expect(calls().map((ids) => ids.length)).toEqual([10, 10, 3]);
  expect(calls().flat()).toEqual(events(23).map(({ metadata }) => metadata.id));
});

it('sends fewer at a time where they would be too large together', async () => {
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  await publish([1, 2, 3, 4, 5].map((seq) => anEvent(seq, 'x'.repeat(100 * 1024))));
  expect(calls()).toEqual([['ledger-1', 'ledger-2'], ['ledger-3', 'ledger-4'], ['ledger-5']]);
});

it('sends only those again that the bus did not take', async () => {
  bridge
    .on(PutEventsCommand)
    .resolvesOnce({
      FailedEntryCount: 2,
      Entries: [
        { EventId: '1' },
        { ErrorCode: 'ThrottlingException' },
        { EventId: '3' },
        { ErrorCode: 'InternalFailure' },
      ],
    })
    .resolvesOnce({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }, { EventId: '4' }] })
    .resolvesOnce({ FailedEntryCount: 0, Entries: [{ EventId: '2' }] });
  await publish(events(4));
  expect(calls()).toEqual([
    ['ledger-1', 'ledger-2', 'ledger-3', 'ledger-4'],
    ['ledger-2', 'ledger-4'],
    ['ledger-2'],
  ]);
  expect(pauses).toBe(2);
});

it('fails with their ids and the reasons where the bus goes on refusing', async () => {
  const refused = { ErrorCode: 'ThrottlingException', ErrorMessage: 'of D-2' };
  bridge
    .on(PutEventsCommand)
    .resolvesOnce({ FailedEntryCount: 1, Entries: [{ EventId: '1' }, refused] })
    .resolves({ FailedEntryCount: 1, Entries: [refused] });
  const fault: unknown = await publish(events(2)).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(PublishError);
  expect(fault).toMatchObject({
    message: 'The bus did not take these events: ledger-2 (ThrottlingException)',
  });
});

it('says nothing at all where one event is larger than the bus takes', async () => {
  const fault: unknown = await publish([anEvent(1), anEvent(2, 'x'.repeat(257 * 1024))]).catch(
    (error: unknown) => error,
  );
  expect(fault).toMatchObject({ name: 'PublishError', data: { events: ['ledger-2'] } });
  expect(calls()).toEqual([]);
});
