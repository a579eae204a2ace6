import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/notify-teams/handler.ts';
import { createHandler as createDigests } from '../../functions/send-digests/handler.ts';
import type { TeamMessage } from '../../shared/ports/notify.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { anAlert, aPattern, entrantFigures } from '../support/alerts.ts';
import { aClock, DAY } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage } from '../support/messages.ts';
import { aStore } from '../support/store.ts';

/** One minute before July in Vienna. */
const END_OF_JUNE = Date.parse('2026-06-30T21:59:00Z');

function setUp() {
  const store = aStore();
  const clock = aClock(END_OF_JUNE - 20 * DAY);
  const sent: TeamMessage[] = [];
  const deps = {
    table: store.table,
    clock,
    log: recordingLog().log,
    notify: async (message: TeamMessage) => void sent.push(message),
    timeZone: 'Europe/Vienna',
    baseUrl: 'https://tandem.example.com',
  };
  const handlers = [createHandler(deps), createHandler(deps)];
  let opened = 0;
  return {
    clock,
    sent,
    sendDigests: createDigests(deps),
    /** Opens an alert about a new competitor, and tells two instances of it at once, twice. */
    async open() {
      opened += 1;
      const id = `N000${opened}`;
      const pattern = aPattern({ competitor: `rival${opened}` });
      const figures = entrantFigures();
      await createAlert(
        store.table,
        anAlert({
          id,
          family: 'new-entrant',
          epoch: opened,
          pattern,
          figures,
          openedAt: clock(),
          evidence: [],
        }),
      );
      const metadata = {
        id: `alert-${id}-1`,
        type: 'AlertOpened',
        version: '1.0',
        occurredAt: new Date(clock()).toISOString(),
        producer: 'tandem',
        correlationId: 'ledger-1',
        causationId: 'ledger-1',
      };
      const message = aMessage({ metadata, data: { alertId: id, revision: 1 } });
      for (const handler of [...handlers, ...handlers])
        expect(await handler([message])).toEqual({ failed: [] });
      return id;
    },
  };
}

const idsOf = (sent: readonly TeamMessage[]) => sent.map(({ id }) => id).sort();

describe('messages about new competitors', () => {
  it('come at once for two in a month of the business, to both teams, and in the digest for the others', async () => {
    const { open, clock, sent, sendDigests } = setUp();
    for (let n = 0; n < 3; n += 1) {
      await open();
      clock.advance(2 * DAY);
    }
    expect(idsOf(sent)).toEqual(['N0001-1-marketing', 'N0001-1-sales', 'N0002-1-marketing', 'N0002-1-sales']);
    await sendDigests();
    const digests = sent.slice(4);
    expect(digests.map(({ kind, team }) => [kind, team]).sort()).toEqual([
      ['digest', 'marketing'],
      ['digest', 'sales'],
    ]);
    for (const { text } of digests) {
      expect(text).toContain('New in deals: rival3 (alert N0003)');
      expect(text).not.toContain('N0001');
    }
  });

  it('come at once again in the next month, as the business counts months', async () => {
    const { open, clock, sent } = setUp();
    await open();
    await open();
    clock.advance(20 * DAY);
    await open();
    expect(sent).toHaveLength(4);
    clock.advance(60_000);
    await open();
    expect(idsOf(sent.slice(4))).toEqual(['N0004-1-marketing', 'N0004-1-sales']);
  });
});
