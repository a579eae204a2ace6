import { type Deal, deal, dealStatus } from '../domain/deal.ts';
import { isTooLongForKey, nameKey } from '../domain/names.ts';
import type { Delete, Item, Key, Put, Table } from '../ports/table.ts';
import { dealKey, openDealsOf, reportedBy, reportedIndex } from './keys.ts';
import { plain } from './plain.ts';

/** A deal with the version of its item, which the next write depends on. */
export interface StoredDeal {
  readonly deal: Deal;
  readonly version: number;
}

const stored = (item: Item): StoredDeal => ({ deal: deal.parse(item.data), version: item.version });

export async function getDeal(table: Table, dealId: string): Promise<StoredDeal | undefined> {
  const item = await table.get(dealKey(dealId));
  return item && stored(item);
}

/** The deals that exist, by id. */
export async function getDeals(table: Table, dealIds: readonly string[]): Promise<Map<string, StoredDeal>> {
  const items = await table.getMany(dealIds.map(dealKey));
  return new Map(items.map(stored).map((found) => [found.deal.id, found]));
}

/** The open deals in which one of these names of competitors was mentioned. */
export async function openDealsWith(table: Table, names: readonly string[]): Promise<Deal[]> {
  const lists = await Promise.all(names.map((name) => table.query({ pk: openDealsOf(name) })));
  const found = await getDeals(
    table,
    lists.flatMap(({ items }) => items.map((item) => item.key.sk)),
  );
  return [...found.values()]
    .map(({ deal: candidate }) => candidate)
    .filter((candidate) => dealStatus(candidate) === 'open');
}

interface ReportedDeals {
  readonly deals: readonly Deal[];
  /** Where the next page starts; absent at the end. */
  readonly next?: string | undefined;
}

/** The deals that somebody reported on, the latest report first. */
export async function dealsReportedBy(
  table: Table,
  name: string,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<ReportedDeals> {
  if (isTooLongForKey(name)) return { deals: [] };
  const { items, next } = await table.query({
    pk: reportedBy(nameKey(name)),
    onIndex: true,
    direction: 'descending',
    limit,
    after,
  });
  return { deals: items.map((item) => stored(item).deal), next };
}

/** The writes that bring a deal and its places in the lists of open deals from one state to the next. */
export function dealWrites(before: StoredDeal | undefined, after: Deal): (Put | Delete)[] {
  const when = before === undefined ? ('absent' as const) : { version: before.version };
  const listedBefore = new Set(before === undefined ? [] : competitorsListed(before.deal));
  const listedAfter = new Set(competitorsListed(after));
  return [
    { put: dealKey(after.id), data: plain(after), when, index: placeAmongReports(after) },
    ...[...listedAfter.difference(listedBefore)].map((key) => ({
      put: { pk: openDealsOf(key), sk: after.id },
      data: {},
    })),
    ...[...listedBefore.difference(listedAfter)].map((key) => ({
      delete: { pk: openDealsOf(key), sk: after.id },
    })),
  ];
}

/** Where a deal stands among those that its reporter reported on. */
function placeAmongReports({ id, reported }: Deal): Key | undefined {
  if (reported === undefined || isTooLongForKey(reported.by)) return undefined;
  return reportedIndex(nameKey(reported.by), reported.at, id);
}

const competitorsListed = (of: Deal): string[] => (dealStatus(of) === 'open' ? Object.keys(of.mentions) : []);
