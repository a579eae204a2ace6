import type { Alert } from '../domain/alerts/alert.ts';
import { type AtRiskDeal, atRiskDeals, segmentOf } from '../domain/alerts/at-risk.ts';
import { type EvidenceDeal, evidenceDeals } from '../domain/alerts/evidence.ts';
import { itemsOfRise, riseOf } from '../domain/alerts/rise.ts';
import { competitorsIn } from '../domain/deal.ts';
import { type LossSurgeState, lossSurgeStateSchema } from '../domain/detection/surge/loss-surge-state.ts';
import type { PatternNames } from '../domain/families/family.ts';
import { familyNamed } from '../domain/families/registry.ts';
import { isDealEntry, type LedgerEntry } from '../domain/ledger-entry.ts';
import { competitorKey } from '../domain/names.ts';
import type { Table } from '../ports/table.ts';
import { alertNames } from './alert-names.ts';
import { namesOf } from './competitors.ts';
import { getDeals, openDealsWith } from './deals.ts';
import { SURGES } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import { countedNow, readNames } from './register.ts';

/** An alert with everything that its readers see, as it stands now. Mails, pages and the API show the same. */
export interface AlertView {
  readonly alert: Alert;
  readonly names: PatternNames;
  readonly evidence: readonly EvidenceDeal[];
  /** All of them, where most is in danger first; a mail shows the first ten. */
  readonly atRisk: readonly AtRiskDeal[];
  /** Key of its competitor, where the alert brings the name and nobody has confirmed it yet: somebody should decide. */
  readonly unconfirmed?: string | undefined;
}

export async function viewAlert(table: Table, alert: Alert): Promise<AlertView> {
  const [entries, atRisk, names] = await Promise.all([
    entriesNumbered(table, alert.evidence),
    atRiskNow(table, alert),
    alertNames(table, alert),
  ]);
  const deals = await getDeals(
    table,
    entries.filter(isDealEntry).map(({ dealId }) => dealId),
  );
  const written = [
    ...entries.flatMap((entry) => namedIn(entry) ?? []).map(competitorKey),
    ...[...deals.values()].flatMap(({ deal }) => competitorsIn(deal)),
  ];
  const countedAs = await countedNow(table, [...written, ...[alert.pattern.competitor ?? []].flat()]);
  const dealNow = (dealId: string) => deals.get(dealId)?.deal;
  return {
    alert,
    names,
    evidence: evidenceDeals(entries, dealNow, alert.pattern, countedAs),
    atRisk,
    unconfirmed: await unconfirmedIn(table, alert),
  };
}

/** The name of a competitor in an entry, as it was written. */
function namedIn(entry: LedgerEntry): string | undefined {
  if (entry.type === 'CompetitorMentioned') return entry.mention.competitor;
  return entry.type === 'DealLost' || entry.type === 'DealWon' ? entry.report.competitor : undefined;
}

async function unconfirmedIn(
  table: Table,
  { family, pattern: { competitor } }: Alert,
): Promise<string | undefined> {
  if (competitor === null || !(familyNamed(family).bringsNames ?? false)) return undefined;
  const of = (await readNames(table, [competitor])).get(competitor);
  return of === undefined || (of.status === 'candidate' && of.moves.length === 0) ? competitor : undefined;
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
