import { closingOf } from '../domain/closing-of-entry.ts';
import { isHistory } from '../domain/detection/history.ts';
import type { DealEntry } from '../domain/ledger-entry.ts';
import { competitorKey } from '../domain/names.ts';
import { changesInWords } from './deal-changes.ts';
import { competitorInWords, lossInWords, moneyInWords, reasonLabel } from './deal-words.ts';
import { THREAT_WORDS } from './words.ts';

/** One line of a deal's history. */
export interface HistoryLine {
  readonly seq: number;
  readonly at: number;
  readonly reporter: string | undefined;
  readonly what: string;
  readonly standing: 'in force' | 'replaced' | 'withdrawn' | undefined;
  /** Why the detectors take it as history only. */
  readonly history: HistoryReason | undefined;
}

/** `late`: the deal was closed more than four weeks before it was reported. */
type HistoryReason = 'import' | 'burst' | 'late';

/** The history of a deal in words, oldest first, from its ledger entries in order. */
export function historyLines(entries: readonly DealEntry[]): HistoryLine[] {
  const replaced = new Set<number>();
  const withdrawn = new Set<number>();
  for (const entry of entries) {
    if (entry.type === 'ReportWithdrawn') withdrawn.add(entry.withdraws);
    else if ('amends' in entry && entry.amends !== undefined) replaced.add(entry.amends);
  }
  return entries.map((entry, index) => ({
    seq: entry.seq,
    at: entry.recordedAt,
    reporter: entry.reporter,
    what: inWords(entry, entries.slice(0, index)),
    standing: standingOf(entry, replaced, withdrawn),
    history: historyReason(entry),
  }));
}

function historyReason(entry: DealEntry): HistoryReason | undefined {
  const closing = closingOf(entry);
  if (closing === undefined) return undefined;
  return 'bulk' in entry && entry.bulk !== undefined ? entry.bulk : isHistory(closing) ? 'late' : undefined;
}

function standingOf(
  { type, seq }: DealEntry,
  replaced: ReadonlySet<number>,
  withdrawn: ReadonlySet<number>,
): HistoryLine['standing'] {
  if (type !== 'DealLost' && type !== 'DealWon') return undefined;
  if (withdrawn.has(seq)) return 'withdrawn';
  return replaced.has(seq) ? 'replaced' : 'in force';
}

function inWords(entry: DealEntry, before: readonly DealEntry[]): string {
  switch (entry.type) {
    case 'DealUpdated': {
      const earlier = before.findLast((one) => one.type === 'DealUpdated');
      return earlier === undefined
        ? `The open deal became known${withParts([entry.deal.account, moneyInWords(entry.deal)])}`
        : `The open deal was brought up to date${withParts(changesInWords(earlier.deal, entry.deal))}`;
    }
    case 'DealLost': {
      const amended = before.find(({ seq }) => seq === entry.amends);
      if (amended?.type === 'DealLost')
        return `The loss report was corrected${withParts(changesInWords(amended.report, entry.report))}`;
      const { report } = entry;
      const told = `${lossInWords(report)}${withParts([reasonLabel(report.primaryReason), moneyInWords(report)])}`;
      return amended === undefined ? told : `${told}. This took the place of the win report`;
    }
    case 'DealWon': {
      const amended = before.find(({ seq }) => seq === entry.amends);
      if (amended?.type === 'DealWon')
        return `The win report was corrected${withParts(changesInWords(amended.report, entry.report))}`;
      const { competitor } = entry.report;
      const against = competitor === undefined ? '' : ` against ${competitorInWords(competitor)}`;
      const told = `Won${against}${withParts([moneyInWords(entry.report)])}`;
      return amended === undefined ? told : `${told}. This took the place of the loss report`;
    }
    case 'CompetitorMentioned': {
      const { competitor, threat, incumbent } = entry.mention;
      return `${competitor} was mentioned${withParts([
        threat && `threat ${THREAT_WORDS[threat].toLowerCase()}`,
        incumbent === true && 'already in use there',
      ])}`;
    }
    case 'MentionWithdrawn': {
      const of = before.findLast(
        (one) =>
          one.type === 'CompetitorMentioned' && competitorKey(one.mention.competitor) === entry.competitor,
      );
      const name = of?.type === 'CompetitorMentioned' ? of.mention.competitor : entry.competitor;
      return `The mention of ${name} was withdrawn`;
    }
    case 'ReportWithdrawn': {
      const of = before.find(({ seq }) => seq === entry.withdraws);
      return `The ${of?.type === 'DealWon' ? 'win' : 'loss'} report was withdrawn; the deal is open again`;
    }
  }
}

function withParts(parts: readonly (string | false | undefined)[]): string {
  const given = parts.filter((part) => typeof part === 'string' && part !== '');
  return given.length === 0 ? '' : `: ${given.join(', ')}`;
}
