import type { Alert } from '../domain/alerts/alert.ts';
import { type AtRiskDeal, atRiskDeals } from '../domain/alerts/at-risk.ts';
import { type EvidenceDeal, evidenceDeals } from '../domain/alerts/evidence.ts';
import type { PatternNames } from '../domain/alerts/sentence.ts';
import type { Pattern } from '../domain/detection/detection.ts';
import type { Table } from '../ports/table.ts';
import { getDeals, openDealsWith } from './deals.ts';
import { entriesNumbered } from './ledger.ts';
import { readableNames } from './names.ts';

/** An alert with everything that its readers see, as it stands now. Mails, pages and the API show the same. */
export interface AlertView {
  readonly alert: Alert;
  readonly names: PatternNames;
  readonly evidence: readonly EvidenceDeal[];
  /** All of them, largest first; a mail shows the first ten. */
  readonly atRisk: readonly AtRiskDeal[];
}

export async function viewAlert(table: Table, alert: Alert): Promise<AlertView> {
  const [entries, atRisk, names] = await Promise.all([
    entriesNumbered(table, alert.evidence),
    atRiskNow(table, alert.pattern),
    readableNames(table, { competitor: alert.pattern.competitor, segment: alert.pattern.segment }),
  ]);
  const deals = await getDeals(
    table,
    entries.map((entry) => entry.dealId),
  );
  return {
    alert,
    names,
    evidence: evidenceDeals(entries, (dealId) => deals.get(dealId)?.deal, alert.pattern),
    atRisk,
  };
}

/** The open deals that a pattern puts at risk now. */
export const atRiskNow = async (table: Table, pattern: Pattern): Promise<AtRiskDeal[]> =>
  pattern.competitor === null ? [] : atRiskDeals(pattern, await openDealsWith(table, pattern.competitor));
