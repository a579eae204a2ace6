import * as z from 'zod';
import type { CountedAs } from '../../../shared/domain/competitors/register.ts';
import { currentFields, type Deal, dealStatus, mentionStatus } from '../../../shared/domain/deal.ts';
import { BULK, type DealEntry } from '../../../shared/domain/ledger-entry.ts';
import { storedReports } from '../../../shared/domain/report.ts';
import type { SuggestedCompetitor } from '../../../shared/domain/text-search/suggested-competitors.ts';

const iso = (time: number): string => new Date(time).toISOString();

const mention = storedReports.mention.extend({
  status: z.enum(['identified', 'active', 'beaten', 'lost-to']),
});

/** A deal as the API shows it. */
export const dealDocument = z.object({
  id: z.string(),
  status: z.enum(['open', 'lost', 'won']),
  deal: storedReports.openDeal.describe('What is known of the deal'),
  loss: storedReports.loss.optional().describe('The report in force, if the deal is lost'),
  win: storedReports.win.optional().describe('The report in force, if the deal is won'),
  mentions: z.array(mention),
  suggestedCompetitors: z
    .array(
      z.object({
        key: z.string(),
        name: z.string(),
        start: z.int().describe('Where the note as it is stored names it, in UTF-16 units'),
        end: z.int().describe('The first unit behind it'),
      }),
    )
    .optional()
    .describe(
      'In the answer to a report with a note: competitors that the note names and the deal does not have. They count as nothing until somebody reports them',
    ),
});

export const dealWithHistory = dealDocument.omit({ suggestedCompetitors: true }).extend({
  history: z.array(
    z.object({
      seq: z.int().describe('Number of the ledger entry'),
      recordedAt: z.iso.datetime(),
      type: z.enum([
        'DealUpdated',
        'DealLost',
        'DealWon',
        'CompetitorMentioned',
        'MentionWithdrawn',
        'ReportWithdrawn',
      ]),
      reporter: z.string().optional(),
      content: z.unknown().describe('What was reported'),
      replaces: z.int().optional().describe('The entry that this one amends or withdraws'),
      bulk: z
        .enum(BULK)
        .optional()
        .describe('It came with many others at once: history for the detectors, and no alarm'),
    }),
  ),
});

export function showDeal(
  deal: Deal,
  countedAs: CountedAs,
  suggested: readonly SuggestedCompetitor[] = [],
): z.output<typeof dealDocument> {
  const { closing, mentions, open } = deal;
  return {
    id: deal.id,
    status: dealStatus(deal),
    deal: closing === undefined ? open : currentFields(deal),
    ...(closing?.result === 'lost' && { loss: closing.report }),
    ...(closing?.result === 'won' && { win: closing.report }),
    mentions: Object.entries(mentions).map(([key, said]) => ({
      ...said,
      status: mentionStatus(deal, key, countedAs),
    })),
    ...(suggested.length > 0 && { suggestedCompetitors: [...suggested] }),
  };
}

export const showDealWithHistory = (
  deal: Deal,
  entries: readonly DealEntry[],
  countedAs: CountedAs,
): z.output<typeof dealWithHistory> => ({
  ...showDeal(deal, countedAs),
  history: entries.map((entry) => ({
    seq: entry.seq,
    recordedAt: iso(entry.recordedAt),
    type: entry.type,
    reporter: entry.reporter,
    content: contentOf(entry),
    replaces: replacedBy(entry),
    bulk: 'bulk' in entry ? entry.bulk : undefined,
  })),
});

function contentOf(entry: DealEntry): unknown {
  switch (entry.type) {
    case 'DealUpdated':
      return entry.deal;
    case 'DealLost':
    case 'DealWon':
      return entry.report;
    case 'CompetitorMentioned':
      return entry.mention;
    case 'MentionWithdrawn':
      return { competitor: entry.competitor };
    case 'ReportWithdrawn':
      return {};
  }
}

function replacedBy(entry: DealEntry): number | undefined {
  if (entry.type === 'ReportWithdrawn') return entry.withdraws;
  return entry.type === 'DealLost' || entry.type === 'DealWon' ? entry.amends : undefined;
}
