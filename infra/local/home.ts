import { randomUUID } from 'node:crypto';
import { createHandler as createAdvance } from '../../functions/advance-projection/handler.ts';
import { createHandler as createNotify } from '../../functions/notify-teams/handler.ts';
import { createHandler as createOpenAlerts } from '../../functions/open-alerts/handler.ts';
import { createHandler as createPublish } from '../../functions/publish-changes/handler.ts';
import { createHandler as createRepublish } from '../../functions/republish-changes/handler.ts';
import { setAsideBody } from '../../functions/republish-changes/set-aside.ts';
import { createHandler as createResolve } from '../../functions/resolve-alerts/handler.ts';
import { createHandler as createReview } from '../../functions/review-promise/handler.ts';
import { createHandler as createDigests } from '../../functions/send-digests/handler.ts';
import { createApp } from '../../functions/serve-http/handler.ts';
import { createHandler as createWatch } from '../../functions/watch-open-deals/handler.ts';
import type { CapacityMeter } from '../../shared/adapters/capacity-meter.ts';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createDurableQueues, type DurableQueues } from '../../shared/adapters/local/durable-queue.ts';
import { startFeedPump } from '../../shared/adapters/local/feed-pump.ts';
import { createLocalBus } from '../../shared/adapters/local/local-bus.ts';
import { createOutbox, type Outbox } from '../../shared/adapters/local/outbox.ts';
import type { RetryPolicy } from '../../shared/adapters/local/retry-policy.ts';
import { isStorageUnavailable } from '../../shared/adapters/local/sqlite-errors.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { meterTable } from '../../shared/adapters/metered-table.ts';
import { createSmtpDelivery } from '../../shared/adapters/smtp.ts';
import { operatorSettings } from '../../shared/domain/detection/detection-settings.ts';
import { createRoutes, type Route } from '../../shared/events/routes.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Change, Table } from '../../shared/ports/table.ts';
import { initialSettings } from '../../shared/store/record-settings.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import type { Options } from './options.ts';
import { OUTBOX_LINK } from './outbox-routes.ts';
import { MAIL_RETRY, USUAL_RETRY } from './retries.ts';

/** The queue of the changes that could not be published with the others. */
const SET_ASIDE = 'publish-changes';

export interface HomeOptions extends Pick<Options, 'data' | 'settings' | 'addresses' | 'smtp'> {
  readonly clock: Clock;
  /** What "today" is for a report, where that is not `clock`: a replay judges each date by the day of its row. */
  readonly reportClock?: Clock;
  readonly log: Log;
  /** Where people reach the pages, without a slash at the end. */
  readonly baseUrl: string;
  /** For all queues, in place of their own. */
  readonly retry?: RetryPolicy | undefined;
  /** Counts what the table would cost on DynamoDB. */
  readonly meter?: CapacityMeter | undefined;
}

/** A whole Tandem in this process, on one folder. */
export interface Home {
  readonly app: ReturnType<typeof createApp>;
  readonly table: Table;
  readonly outbox: Outbox;
  readonly deadLetters: DurableQueues['deadLetters'];
  /** Sends the digests of the day, if there is something to tell and they were not sent yet. */
  readonly sendDigests: () => Promise<void>;
  /** Ends the alerts about what is over. */
  readonly resolveAlerts: () => Promise<void>;
  /** Lets alarms need more evidence, or less again, as the teams call them noise. */
  readonly reviewPromise: () => Promise<void>;
  /** Resolves when everything that was reported has had its consequences. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws StartError if a person has to do something about the folder first. */
export async function startHome(options: HomeOptions): Promise<Home> {
  const { clock, log, settings, baseUrl, addresses, smtp } = options;
  const database = openDatabase({ folder: options.data, lock: true });
  const stored = createSqliteTable(database);
  const table = options.meter === undefined ? stored : { ...stored, ...meterTable(stored, options.meter) };
  // Queues wait in real time, also where the reports bring a time of their own.
  const retry = options.retry ?? USUAL_RETRY;
  const queues = createDurableQueues({ database, clock: Date.now, log, retry });
  const deliver = smtp && createSmtpDelivery(smtp.url, smtp.from);
  const outbox = createOutbox({ table, clock, addresses, deliver });
  const { timeZone } = settings;
  const notifying = { table, clock, log, timeZone, baseUrl, notify: outbox.notify };

  const handlerOf = ({ name, to }: Route): MessageHandler => {
    switch (to.function) {
      case 'advance-projection':
        return createAdvance({ name, advance: to.advance, table, log });
      case 'open-alerts':
        return createOpenAlerts({ table, clock, log });
      case 'watch-open-deals':
        return createWatch({ table, clock, log });
      case 'notify-teams':
        return createNotify(notifying);
    }
  };
  const asked = operatorSettings.parse(settings);
  await bringUpToDate(table, options.data, asked, log);
  const recorder = createRecorder({ table, clock });
  await recorder.configure(asked);
  const routes = createRoutes(await initialSettings(table));
  for (const route of routes) {
    const isMail = route.to.function === 'notify-teams';
    queues.subscribe(route.name, handlerOf(route), options.retry ?? (isMail ? MAIL_RETRY : USUAL_RETRY));
  }
  const publish = createPublish({ publish: createLocalBus(routes, queues) });
  queues.subscribe(SET_ASIDE, createRepublish({ table, publish, log }), retry);
  await queues.start();
  const setAside = (change: Change) => queues.send(SET_ASIDE, setAsideBody(change));
  const pump = await startFeedPump({ feed: table, publish, setAside, log });

  return {
    app: createApp(
      {
        table,
        record: recorder.record,
        decide: recorder.decide,
        clock: options.reportClock ?? clock,
        log,
        settings,
        newId: randomUUID,
        isUnavailable: isStorageUnavailable,
        deadLetterCount: queues.deadLetters.count,
      },
      { extraNav: [OUTBOX_LINK], publicUrl: baseUrl },
    ),
    table,
    outbox,
    deadLetters: queues.deadLetters,
    sendDigests: createDigests(notifying),
    resolveAlerts: createResolve({ table, clock, log }),
    reviewPromise: createReview({ table, adjust: recorder.adjust, clock, log }),
    async settle() {
      // What a queue does may change the table, and what changes may fill a queue: both must be at rest at once.
      for (let before = -1, now = 0; before !== now; ) {
        before = now;
        await pump.idle();
        await queues.idle();
        now = await table.readCursor('publish-changes');
      }
    },
    async stop() {
      await pump.stop();
      await queues.stop();
      database.close();
    },
  };
}
