import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/watch-open-deals/handler.ts';
import type { Report } from '../../shared/domain/decide-report.ts';
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

const NONE = { acme: [], acmeInSmb: [], globex: [], initechInSmb: [] };

/** Takes reports, then shows the handler what was published of them, in the order that is asked for. */
async function afterReports(reports: readonly Report[], { daysLater = 1, reversed = false } = {}) {
  const { table } = aStore();
  await createAlert(table, anAlert());
  await createAlert(table, anAlert({ id: 'S0002', pattern: aPattern({ segment: 'smb' }) }));
  await createAlert(table, anAlert({ id: 'S0003', pattern: aPattern({ competitor: 'globex' }) }));
  await createAlert(
    table,
    anAlert({ id: 'S0004', pattern: aPattern({ competitor: 'initech', segment: 'smb' }) }),
  );
  await createAlert(table, anAlert({ id: 'B0005', family: 'big-loss' }));
  const clock = aClock(OPENED_AT + daysLater * DAY);
  const { record } = createRecorder({ table, clock });
  for (const report of reports) await record(report);
  const handler = createHandler({ table, clock, log: recordingLog().log });
  const events = (await publishedEvents(table)).filter(({ metadata }) =>
    ['CompetitorMentioned', 'DealUpdated', 'ReportWithdrawn'].includes(metadata.type),
  );
  const messages = events.map((event) => aMessage(event));
  const told = reversed ? [...messages.toReversed(), ...messages] : [...messages, ...messages];
  expect(await handler(told)).toEqual({ failed: [] });
  const atRisk = async (id: string) => (await getAlert(table, id))?.atRiskDealIds;
  expect(await atRisk('B0005')).toEqual([]);
  return {
    acme: await atRisk('S0034'),
    acmeInSmb: await atRisk('S0002'),
    globex: await atRisk('S0003'),
    initechInSmb: await atRisk('S0004'),
  };
}

describe('an open deal is news for the coarsest alert about a competitor in it', () => {
  it.each<[string, Report[], Awaited<ReturnType<typeof afterReports>>]>([
    ['when the competitor comes up', [mention('O-1')], { ...NONE, acme: ['O-1'] }],
    ['and not for the finer one as well', [update('O-1', 'SMB'), mention('O-1')], { ...NONE, acme: ['O-1'] }],
    [
      'in its segment only',
      [mention('O-1', 'Initech'), update('O-2', 'SMB'), mention('O-2', 'Initech')],
      { ...NONE, initechInSmb: ['O-2'] },
    ],
    [
      'when the segment becomes known later',
      [mention('O-1', 'Initech'), update('O-1', 'smb')],
      { ...NONE, initechInSmb: ['O-1'] },
    ],
    [
      'of each competitor in it',
      [mention('O-1'), mention('O-1', 'GLOBEX')],
      { ...NONE, acme: ['O-1'], globex: ['O-1'] },
    ],
    ['but of no other', [mention('O-1', 'Umbrella'), update('O-2', 'smb')], NONE],
    [
      'unless it is closed by now',
      [mention('O-1'), { kind: 'loss', dealId: 'O-1', report: aBareLoss() }],
      NONE,
    ],
    [
      'when its report was withdrawn',
      [
        mention('O-1'),
        { kind: 'loss', dealId: 'O-1', report: aBareLoss() },
        { kind: 'withdraw', dealId: 'O-1', result: 'lost' },
      ],
      { ...NONE, acme: ['O-1'] },
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
