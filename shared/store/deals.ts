import { type Deal, deal, dealStatus } from '../domain/deal.ts';
import type { Delete, Item, Put, Table } from '../ports/table.ts';
import { dealKey, openDealsOf } from './keys.ts';
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

/** The open deals in which a competitor was mentioned. */
export async function openDealsWith(table: Table, competitorKey: string): Promise<Deal[]> {
  const { items } = await table.query({ pk: openDealsOf(competitorKey) });
  const found = await getDeals(
    table,
    items.map((item) => item.key.sk),
  );
  return [...found.values()]
    .map(({ deal: candidate }) => candidate)
    .filter((candidate) => dealStatus(candidate) === 'open');
}

/** The writes that bring a deal and its places in the lists of open deals from one state to the next. */
export function dealWrites(before: StoredDeal | undefined, after: Deal): (Put | Delete)[] {
  const when = before === undefined ? ('absent' as const) : { version: before.version };
  const listedBefore = new Set(before === undefined ? [] : competitorsListed(before.deal));
  const listedAfter = new Set(competitorsListed(after));
  return [
    { put: dealKey(after.id), data: plain(after), when },
    ...[...listedAfter.difference(listedBefore)].map((key) => ({
      put: { pk: openDealsOf(key), sk: after.id },
      data: {},
    })),
    ...[...listedBefore.difference(listedAfter)].map((key) => ({
      delete: { pk: openDealsOf(key), sk: after.id },
    })),
  ];
}

const competitorsListed = (of: Deal): string[] => (dealStatus(of) === 'open' ? Object.keys(of.mentions) : []);
