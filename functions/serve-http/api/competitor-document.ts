import * as z from 'zod';
import { movesNames } from '../../../shared/domain/ledger-entry.ts';
import { COMPETITOR_STANDINGS, type Competitor } from '../../../shared/store/competitors.ts';
import type { MovePreview } from '../../../shared/store/merge-preview.ts';
import type { RegisterChange } from '../../../shared/store/register-changes.ts';

const named = z.object({ key: z.string(), name: z.string() });

/** A competitor in the list. */
export const competitorDocument = z.object({
  key: z.string().describe('What all spellings of the name have in common'),
  name: z.string(),
  status: z
    .enum(COMPETITOR_STANDINGS)
    .describe(
      'candidate: a name from reports that nobody has confirmed; merged: counted under another one; dismissed: not a competitor',
    ),
  countedAs: z.string().optional().describe('Key of the competitor that a merged name is counted under'),
  aliases: z.array(named).describe('Other names that are counted under this one'),
  near: z.array(named).describe('Of a candidate: competitors that its reports may have meant'),
});

/** One competitor with what was decided about it. */
export const competitorWithChanges = competitorDocument.extend({
  changes: z.array(
    z.object({
      seq: z.int().describe('Number of the ledger entry'),
      recordedAt: z.iso.datetime(),
      type: z.string(),
      by: z.string().optional(),
      names: z.array(z.string()).optional().describe('Keys of the names that are counted otherwise since'),
      from: z.string().nullable().optional(),
      to: z.string().nullable().optional(),
      canBeUndone: z.boolean(),
    }),
  ),
});

export const previewDocument = z.object({
  losses: z.int().describe('Loss reports that would be counted otherwise'),
  openDeals: z.int().describe('Open deals in which one of the names was mentioned'),
  patterns: z.array(z.string()).describe('The patterns that would go'),
  retracts: z.array(z.string()).describe('Ids of the alerts that would no longer have fired'),
  opens: z.array(z.string()).describe('Titles of the alerts that would open'),
});

export const showCompetitor = ({
  key,
  name,
  standing,
  countedAs,
  aliases,
  near,
}: Competitor): z.output<typeof competitorDocument> => ({
  key,
  name,
  status: standing,
  countedAs,
  aliases: [...aliases],
  near: [...near],
});

export const showWithChanges = (
  competitor: Competitor,
  changes: readonly RegisterChange[],
): z.output<typeof competitorWithChanges> => ({
  ...showCompetitor(competitor),
  changes: changes.map(({ entry, canBeUndone }) => ({
    seq: entry.seq,
    recordedAt: new Date(entry.recordedAt).toISOString(),
    type: entry.type,
    by: entry.by,
    ...(movesNames(entry) && { names: entry.names, from: entry.from, to: entry.to }),
    canBeUndone,
  })),
});

export const showPreview = ({ kind: _, ...preview }: MovePreview): z.output<typeof previewDocument> => ({
  ...preview,
  patterns: [...preview.patterns],
  retracts: [...preview.retracts],
  opens: [...preview.opens],
});
