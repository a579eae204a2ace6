import * as z from 'zod';
import { CursorError, type Item, type Key, type Query } from '../ports/table.ts';

/**
 * Where a page ended: the key of its last item, and for an index also its place there, since many items may share one
 * place. It travels through web addresses, so it comes back as something that a stranger may have written: it is
 * parsed, and it must lie in the partition and in the range of the query that it continues.
 */
const position = z.object({
  pk: z.string().min(1),
  sk: z.string().min(1),
  index: z.object({ pk: z.string().min(1), sk: z.string().min(1) }).optional(),
});

export function encodeCursor(item: Item, query: Query): string {
  const index = query.onIndex ? item.index : undefined;
  return Buffer.from(JSON.stringify({ ...item.key, index })).toString('base64url');
}

/** The key, and on an index the index place, after which the query goes on; undefined for the first page. */
export function decodeCursor(
  query: Query,
): { readonly key: Key; readonly index?: Key | undefined } | undefined {
  if (query.after === undefined) return undefined;
  const parsed = position.safeParse(parseJson(Buffer.from(query.after, 'base64url').toString()));
  if (!parsed.success) throw new CursorError();
  const { pk, sk, index } = parsed.data;
  const isOnIndex = index !== undefined;
  if (isOnIndex !== (query.onIndex ?? false)) throw new CursorError();
  const place = index ?? { pk, sk };
  if (place.pk !== query.pk || !isInRange(place.sk, query.sk)) throw new CursorError();
  return { key: { pk, sk }, index };
}

function isInRange(sk: string, range: Query['sk']): boolean {
  if (range === undefined) return true;
  if ('prefix' in range) return sk.startsWith(range.prefix);
  const isFrom = range.from === undefined || compareBytes(range.from, sk) <= 0;
  return isFrom && (range.to === undefined || compareBytes(sk, range.to) <= 0);
}

/** The order of the port; that of JavaScript differs beyond the first 65,536 characters. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
