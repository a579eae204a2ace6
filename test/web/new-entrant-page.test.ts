import { describe, expect, it } from 'vitest';
import { openAlert } from '../../shared/domain/alerts/life.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { aDetection, aPattern, entrantFigures } from '../support/alerts.ts';
import { aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { aSite, wordsOf } from './site.ts';

/** An alert about Hooli, which was mentioned in two deals, took a third one and was beaten in a fourth. */
async function aSiteWithAlert() {
  const site = aSite();
  const hooli = { competitor: 'Hooli' };
  await site.report(
    { kind: 'update', dealId: 'O-1', deal: anOpenDeal({ account: 'Woodgrove' }) },
    {
      kind: 'mention',
      dealId: 'O-1',
      mention: aMention({ ...hooli, heardOn: '2026-06-10', note: 'Confidential.' }),
    },
    { kind: 'mention', dealId: 'O-2', mention: aMention(hooli) },
    { kind: 'loss', dealId: 'D-1', report: aLoss({ ...hooli, account: 'Northwind' }) },
    { kind: 'win', dealId: 'D-2', report: aWin({ ...hooli, account: 'Contoso' }) },
  );
  const detection = aDetection({
    family: 'new-entrant',
    seq: 5,
    epoch: 5,
    pattern: aPattern({ competitor: 'hooli' }),
    key: 'competitor=hooli',
    evidence: [2, 3, 4, 5],
    figures: entrantFigures({ namedIn: 4, lost: 1, won: 1 }),
  });
  const alert = openAlert(detection, ['O-1', 'O-2'], site.clock());
  await createAlert(site.table, alert);
  return { site, read: async () => (await site.get(`/alerts/${alert.id}`)).html };
}

describe('The page of an alert about a new competitor', () => {
  it('shows what was reported of each deal, and claims money for the lost one alone', async () => {
    const { read } = await aSiteWithAlert();
    const html = await read();
    const words = wordsOf(html);
    for (const expected of [
      'New in deals: Hooli',
      'Hooli was named in 4 deals of 3 customers by 2 reps within 60 days, 1 of them lost to it, 1 of them won over it.',
      '4 reports behind this alert, 120,000 EUR lost.',
      'O-1 Mentioned in an open deal (stage: proposal), 10 Jun 2026 Woodgrove',
      'O-2 Mentioned in an open deal, 15 Jun 2026',
      'D-1 Lost deal, 12 Jun 2026 Northwind 120,000 EUR Price or value not seen',
      'D-2 Won deal, 12 Jun 2026 Contoso',
      'Price or value not seen 1 of 1',
    ])
      expect(words).toContain(expected);
    expect(html).not.toContain('Confidential');
  });

  it('says what became of the deals', async () => {
    const { site, read } = await aSiteWithAlert();
    await site.report(
      { kind: 'withdraw-mention', dealId: 'O-2', competitor: 'hooli' },
      { kind: 'win', dealId: 'O-1', report: aWin({ account: 'Woodgrove' }) },
      { kind: 'withdraw', dealId: 'D-1', result: 'lost' },
      { kind: 'loss', dealId: 'D-2', report: aLoss({ competitor: 'Hooli' }) },
    );
    const words = wordsOf(await read());
    for (const expected of [
      'O-1 Won since Mentioned in a deal that was won since,',
      'O-2 Withdrawn, no longer counts',
      'D-1 Withdrawn, no longer counts',
      'D-2 Lost after all, no longer counts',
      'None of the deals behind this alert was lost, so there is no reason yet.',
    ])
      expect(words).toContain(expected);
  });

  it('asks who it is until somebody says so', async () => {
    const { site, read } = await aSiteWithAlert();
    expect(wordsOf(await read())).toContain(
      'Nobody has confirmed this name yet. Confirm Hooli, or say whom it means',
    );
    expect(await read()).toContain('href="/competitors/hooli"');
    await site.decide({ kind: 'confirm', name: 'Hooli' });
    expect(wordsOf(await read())).not.toContain('Nobody has confirmed this name yet');
  });
});
