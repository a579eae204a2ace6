import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { onTheBus, type Publish } from '../../events/bus.ts';
import type { Event } from '../../events/events.ts';
import { type Patience, USUAL_PATIENCE } from './patience.ts';

/**
 * At most ten entries in a call, and 256 KB together.
 * Source: "Amazon EventBridge PutEvents event entry size", EventBridge User Guide.
 */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
const TIME_BYTES = 14;

/** Events that the bus did not take. What it took of the same call is on its way, and may be published again. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly data: { readonly events: readonly string[]; readonly codes: readonly string[] };

  constructor(why: string, events: readonly string[], codes: readonly string[] = []) {
    super(`${why}: ${events.join(', ')}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`);
    this.data = { events, codes };
  }
}

interface EventBridgePublishOptions {
  readonly client: EventBridgeClient;
  readonly busName: string;
  readonly patience?: Patience;
}

interface Sized {
  readonly entry: PutEventsRequestEntry;
  readonly id: string;
  readonly bytes: number;
}

/**
 * Publishes on an EventBridge bus. Entries that the bus refused for the moment are sent again, and only those.
 *
 * @throws PublishError for an event that is too large before anything is sent, or if the bus goes on refusing.
 */
export function createEventBridgePublish({
  client,
  busName,
  patience = USUAL_PATIENCE,
}: EventBridgePublishOptions): Publish {
  async function send(call: readonly Sized[]): Promise<void> {
    let left = call;
    for (let attempt = 1; ; attempt++) {
      const { FailedEntryCount = 0, Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: left.map(({ entry }) => entry) }),
      );
      if (FailedEntryCount === 0) return;
      const codes = [...new Set(Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []))];
      left = left.filter((_, at) => Entries[at]?.EventId === undefined);
      if (attempt === patience.maxAttempts) {
        throw new PublishError(
          'The bus did not take these events',
          left.map(({ id }) => id),
          codes,
        );
      }
      await patience.pause(attempt);
    }
  }

  return async (events) => {
    const sized = events.map((event) => sizedEntry(event, busName));
    const tooLarge = sized.filter(({ bytes }) => bytes > MAX_BYTES).map(({ id }) => id);
    if (tooLarge.length > 0) throw new PublishError(`Events are larger than ${MAX_BYTES} bytes`, tooLarge);
    for (const call of calls(sized)) await send(call);
  };
}

function sizedEntry(event: Event, busName: string): Sized {
  const { id, source, time, detail, ...rest } = onTheBus(event);
  const entry = {
    EventBusName: busName,
    Source: source,
    DetailType: rest['detail-type'],
    Time: new Date(time),
    Detail: JSON.stringify(detail),
  };
  const bytes = [entry.Source, entry.DetailType, entry.Detail].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    TIME_BYTES,
  );
  return { entry, id, bytes };
}

/** In their order, as many in a call as it may have. */
function calls(sized: readonly Sized[]): Sized[][] {
  const all: Sized[][] = [];
  let bytes = 0;
  for (const one of sized) {
    const last = all.at(-1);
    if (last === undefined || last.length === MAX_ENTRIES || bytes + one.bytes > MAX_BYTES) {
      all.push([one]);
      bytes = one.bytes;
    } else {
      last.push(one);
      bytes += one.bytes;
    }
  }
  return all;
}
