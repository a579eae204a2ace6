import { type Json, type Key, MAX_ITEM_BYTES, MAX_WRITES, type Query, type Write } from '../ports/table.ts';
import { keyId, writeKey } from './item-key.ts';
import { itemSize } from './item-size.ts';
import { writtenItem } from './written-item.ts';

/**
 * What DynamoDB would refuse is refused by every adapter, and with the same words: a mistake should show on the
 * developer's machine and not after the deployment.
 *
 * Source: "Quotas in Amazon DynamoDB",
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
const MAX_PARTITION_KEY_BYTES = 2048;
const MAX_SORT_KEY_BYTES = 1024;
/** All items of one transaction together. */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
/** 32 levels of nesting, of which the item itself takes one. */
const MAX_DEPTH = 31;
/** DynamoDB keeps more, but its JavaScript client refuses numbers that may have been rounded already. */
const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER;
const SMALLEST_NUMBER = 1e-130;

/** A request outside the limits of the table port: a fault of the caller, never of the data that happens to be there. */
export class TableLimitError extends Error {
  override readonly name = 'TableLimitError';
  readonly data: Readonly<Record<string, string | number>>;

  constructor(message: string, data: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.data = data;
  }
}

export function checkWrites(writes: readonly Write[]): void {
  if (writes.length > MAX_WRITES) {
    throw new TableLimitError(
      `One write may change at most ${MAX_WRITES} items, but this one has ${writes.length}.`,
      {
        writes: writes.length,
      },
    );
  }
  const seen = new Set<string>();
  let total = 0;
  for (const [at, write] of writes.entries()) {
    const key = writeKey(write);
    checkKey(key);
    const id = keyId(key);
    if (seen.has(id)) throw new TableLimitError('One write may change an item only once.', { ...key, at });
    seen.add(id);
    total += checkWrite(write, at);
  }
  if (writes.length > 1 && total > MAX_TRANSACTION_BYTES) {
    throw new TableLimitError(
      `The items of one write may have ${MAX_TRANSACTION_BYTES} bytes together, but these have ${total}.`,
      { bytes: total },
    );
  }
}

/** Checks one write and answers with the bytes that it stores. */
function checkWrite(write: Write, at: number): number {
  if (
    typeof write.when === 'object' &&
    !(Number.isSafeInteger(write.when.version) && write.when.version >= 1)
  ) {
    throw new TableLimitError('A version condition needs a whole number of at least 1.', {
      at,
      version: write.when.version,
    });
  }
  if (!('put' in write)) return 0;
  if (write.index !== undefined) checkKey(write.index);
  checkData(write.data, at, 1);
  const bytes = itemSize(writtenItem(write));
  if (bytes > MAX_ITEM_BYTES) {
    throw new TableLimitError(`An item may have ${MAX_ITEM_BYTES} bytes, but this one has ${bytes}.`, {
      ...write.put,
      at,
      bytes,
    });
  }
  return bytes;
}

export function checkKey(key: Key): void {
  checkKeyPart('pk', key.pk, MAX_PARTITION_KEY_BYTES);
  checkKeyPart('sk', key.sk, MAX_SORT_KEY_BYTES);
}

export function checkQuery(query: Query): void {
  checkKeyPart('pk', query.pk, MAX_PARTITION_KEY_BYTES);
  for (const [name, bound] of Object.entries(query.sk ?? {})) {
    if (bound !== undefined) checkKeyPart(name, bound, MAX_SORT_KEY_BYTES);
  }
  if (query.limit !== undefined && !(Number.isSafeInteger(query.limit) && query.limit >= 1)) {
    throw new TableLimitError('The limit of a query is a whole number of at least 1.', {
      limit: query.limit,
    });
  }
}

function checkKeyPart(name: string, value: string, most: number): void {
  const bytes = Buffer.byteLength(value);
  if (bytes === 0 || bytes > most) {
    throw new TableLimitError(`'${name}' needs 1 to ${most} bytes, but has ${bytes}.`, { name, bytes });
  }
  // Half a surrogate pair has no UTF-8 form: two different keys would become the same bytes.
  if (!value.isWellFormed()) throw new TableLimitError(`'${name}' is not well-formed Unicode.`, { name });
}

function checkData(value: Json, at: number, depth: number): void {
  if (typeof value === 'number') checkNumber(value, at);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) {
    throw new TableLimitError(`Data may be nested ${MAX_DEPTH} levels deep, and this is deeper.`, { at });
  }
  for (const element of Object.values(value)) checkData(element, at, depth + 1);
}

function checkNumber(value: number, at: number): void {
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= SMALLEST_NUMBER && magnitude <= LARGEST_NUMBER)) return;
  throw new TableLimitError('A number is outside the range that the table can keep.', {
    at,
    value: String(value),
  });
}
