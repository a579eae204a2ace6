import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Item, JsonObject, Put, Query, Table } from '../../../shared/ports/table.ts';

/** A partition that no other test knows. */
export const partition = (): string => `conformance-${randomUUID()}`;

export const written = { kind: 'written' };

export const failedAt = (at: number): { kind: string; at: number } => ({ kind: 'condition-failed', at });

export const sortKey = (n: number): string => String(n).padStart(4, '0');

export const sortKeysOf = (items: readonly Item[]): readonly string[] => items.map(({ key }) => key.sk);

/** So many unconditional puts into one partition. */
export function puts(pk: string, count: number, from = 0): readonly Put[] {
  return Array.from({ length: count }, (_, n) => ({
    put: { pk, sk: sortKey(from + n) },
    data: { n: from + n },
  }));
}

export function nested(levels: number): JsonObject {
  return levels === 1 ? {} : { deeper: nested(levels - 1) };
}

/** Reads a query to its end through pages of this size. */
export async function readPages(table: Table, query: Query, limit: number): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.query({ ...query, limit, after });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

/** Repeats what it expects of an index until the index has caught up with the writes. */
export function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20 });
}
