import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/watch-open-deals/handler.ts';
import type { Report } from '../../shared/domain/deal.ts';
import { createAlert, getAlert } from '../../shared/store/alerts.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { anAlert, aPattern, OPENED_AT } from '../support/alerts.ts';
import { aClock, DAY } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage, publishedEvents } from '../support/messages.ts';
import { aBareLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aStore } from '../support/store.ts';

const mention = (dealId: string, competitor = 'Acme'): Report => ({
  kind: 'mention',
  dealId,
  mention: aMention({ competitor }),
});
const update = (dealId: string, segment: string): Report => ({
  kind: 'update',
  dealId,
  deal: anOpenDeal({ segment }),
});

/** Takes reports, then shows the handler what was published of them, in the order that is asked for. */
async function afterReports(reports: readonly Report[], { daysLater = 1, reversed = false } = {}) {
  const { table } = aStore();
  await createAlert(table, anAlert());
  await createAlert(table, anAlert({ id: 'S0002', pattern: aPattern({ segment: 'smb' }) }));
  await createAlert(table, anAlert({ id: 'S0003', pattern: aPattern({ competitor: 'globex' }) }));
  const clock = aClock(OPENED_AT + daysLater * DAY);
  const record = createRecorder({ table, clock });
  for (const report of reports) await record(report);
  const handler = createHandler({ table, clock, log: recordingLog().log });
  const events = (await publishedEvents(table)).filter(({ metadata }) =>
    ['CompetitorMentioned', 'DealUpdated'].includes(metadata.type),
  );
  const messages = events.map((event) => aMessage(event));
  const told = reversed ? [...messages.toReversed(), ...messages] : [...messages, ...messages];
  expect(await handler(told)).toEqual({ failed: [] });
  const atRisk = async (id: string) => (await getAlert(table, id))?.atRiskDealIds;
  return { acme: await atRisk('S0034'), acmeInSmb: await atRisk('S0002'), globex: await atRisk('S0003') };
}

describe('an open deal is news for the alerts about a competitor in it', () => {
  it.each<[string, Report[], Awaited<ReturnType<typeof afterReports>>]>([
    ['when the competitor comes up', [mention('O-1')], { acme: ['O-1'], acmeInSmb: [], globex: [] }],
    [
      'in its segment only',
      [update('O-1', 'SMB'), mention('O-1')],
      { acme: ['O-1'], acmeInSmb: ['O-1'], globex: [] },
    ],
    [
      'when the segment becomes known later',
      [mention('O-1'), update('O-1', 'smb')],
      { acme: ['O-1'], acmeInSmb: ['O-1'], globex: [] },
    ],
    [
      'of each competitor in it',
      [mention('O-1'), mention('O-1', 'GLOBEX')],
      { acme: ['O-1'], acmeInSmb: [], globex: ['O-1'] },
    ],
    [
      'but of no other',
      [mention('O-1', 'Initech'), update('O-2', 'smb')],
      { acme: [], acmeInSmb: [], globex: [] },
    ],
    [
      'unless it is closed by now',
      [mention('O-1'), { kind: 'loss', dealId: 'O-1', report: aBareLoss() }],
      { acme: [], acmeInSmb: [], globex: [] },
    ],
  ])('%s', async (_, reports, expected) => {
    expect(await afterReports(reports)).toEqual(expected);
    expect(await afterReports(reports, { reversed: true })).toEqual(expected);
  });

  it('for thirty days', async () => {
    expect((await afterReports([mention('O-1')], { daysLater: 30 })).acme).toEqual(['O-1']);
    expect((await afterReports([mention('O-1')], { daysLater: 31 })).acme).toEqual([]);
  });
});
