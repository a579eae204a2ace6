import type { Alert } from '../domain/alerts/alert.ts';
import { type AtRiskDeal, atRiskDeals, segmentOf } from '../domain/alerts/at-risk.ts';
import { type EvidenceDeal, evidenceDeals } from '../domain/alerts/evidence.ts';
import { itemsOfRise, riseOf } from '../domain/alerts/rise.ts';
import { type LossSurgeState, lossSurgeStateSchema } from '../domain/detection/loss-surge-state.ts';
import type { PatternNames } from '../domain/families/family.ts';
import { competitorKey } from '../domain/names.ts';
import type { Table } from '../ports/table.ts';
import { namesOf } from './competitors.ts';
import { getDeals, openDealsWith } from './deals.ts';
import { SURGES } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import { readableNames } from './names.ts';
import { countedNow } from './register.ts';

/** An alert with everything that its readers see, as it stands now. Mails, pages and the API show the same. */
export interface AlertView {
  readonly alert: Alert;
  readonly names: PatternNames;
  readonly evidence: readonly EvidenceDeal[];
  /** All of them, where most is in danger first; a mail shows the first ten. */
  readonly atRisk: readonly AtRiskDeal[];
}

export async function viewAlert(table: Table, alert: Alert): Promise<AlertView> {
  const [entries, atRisk, names] = await Promise.all([
    entriesNumbered(table, alert.evidence),
    atRiskNow(table, alert),
    readableNames(table, { competitor: alert.pattern.competitor, segment: alert.pattern.segment }),
  ]);
  const lost = entries.filter((entry) => entry.type === 'DealLost');
  const deals = await getDeals(
    table,
    lost.map(({ dealId }) => dealId),
  );
  const closings = [...deals.values()].flatMap(({ deal }) => deal.closing ?? []);
  const written = [...lost, ...closings].flatMap(({ report }) => report.competitor ?? []).map(competitorKey);
  const countedAs = await countedNow(table, [...written, ...[alert.pattern.competitor ?? []].flat()]);
  const dealNow = (dealId: string) => deals.get(dealId)?.deal;
  return { alert, names, evidence: evidenceDeals(lost, dealNow, alert.pattern, countedAs), atRisk };
}

/**
 * The open deals that an alert or a detection puts at risk now. Where a run goes on now decides their order, as far as closed deals
 * have been folded.
 */
export async function atRiskNow(
  table: Table,
  { pattern, figures }: Pick<Alert, 'pattern' | 'figures'>,
): Promise<AtRiskDeal[]> {
  if (pattern.competitor === null) return [];
  // A single large loss keeps the name that it was reported with.
  const competitor = (await countedNow(table, [pattern.competitor]))(pattern.competitor);
  if (competitor === null) return [];
  const names = await namesOf(table, competitor);
  const deals = await openDealsWith(table, names);
  if (deals.length === 0) return [];
  const items = await surgeItems(table, itemsOfRise(competitor, deals.map(segmentOf)));
  return atRiskDeals(pattern, deals, names, riseOf(items, competitor, figures));
}

/** Items of the fold that finds surges. */
async function surgeItems(table: Table, names: readonly string[]): Promise<Map<string, LossSurgeState>> {
  const found = await table.getMany(names.map((sk) => ({ pk: SURGES, sk })));
  return new Map(found.map((item) => [item.key.sk, lossSurgeStateSchema.parse(item.data)]));
}
