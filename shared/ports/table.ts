/**
 * The one door to storage. Everything that Tandem keeps is an item in one table, and every repository is written
 * once on top of these few operations. The port is as narrow as DynamoDB allows, so that an adapter is a translation
 * and not a program.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** Partition key and sort key. Items of one partition are ordered by the UTF-8 bytes of `sk`. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export interface Item {
  readonly key: Key;
  /**
   * 1 for a new item, one more with each conditional write. 0 for an item that was written without a condition:
   * such an item cannot be the subject of a `version` condition, because nobody counted its writes.
   */
  readonly version: number;
  readonly data: JsonObject;
  /** The place of the item in the sparse index, if it has one. */
  readonly index?: Key | undefined;
}

/** `absent`: the item does not exist. A number n >= 1: the item exists with version n. */
export type Condition = 'absent' | { readonly version: number };

export interface Put {
  readonly put: Key;
  readonly data: JsonObject;
  readonly index?: Key | undefined;
  /** Without a condition the item is written whatever was there. */
  readonly when?: Condition | undefined;
}

export interface Delete {
  readonly delete: Key;
  readonly when?: Condition | undefined;
}

export type Write = Put | Delete;

/** A condition that does not hold is an expected outcome, and says which write it belongs to. */
export type WriteResult =
  | { readonly kind: 'written' }
  | { readonly kind: 'condition-failed'; readonly at: number };

export interface Query {
  readonly pk: string;
  /** All items of the partition, those whose sort key starts with `prefix`, or those in the closed range. */
  readonly sk?:
    | { readonly prefix: string }
    | { readonly from?: string | undefined; readonly to?: string | undefined }
    | undefined;
  /** At most this many items; without it, all of them. */
  readonly limit?: number | undefined;
  readonly direction?: 'ascending' | 'descending' | undefined;
  /** Read the sparse index instead of the table. Index reads may lag behind writes. */
  readonly onIndex?: boolean | undefined;
  /** Start after the item that this cursor came from. */
  readonly after?: string | undefined;
}

interface Page {
  readonly items: readonly Item[];
  /** Set when a limit stopped the query; give it as `after` to go on. It may turn out that nothing follows. */
  readonly next?: string | undefined;
}

/**
 * What {@link Table.query} throws for an `after` that it did not give for this list: the mistake of whoever sent the
 * cursor, and no fault of ours.
 */
export class CursorError extends Error {
  override readonly name = 'CursorError';
  constructor() {
    super('This page cursor does not belong to this list. Start again from the first page.');
  }
}

export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** The items that exist, in any order. Any number of keys; repeated keys are read once. */
  getMany(keys: readonly Key[]): Promise<readonly Item[]>;
  query(query: Query): Promise<Page>;
  /**
   * All of the writes or none. At most {@link MAX_WRITES} writes, each key at most once, no item above
   * {@link MAX_ITEM_BYTES}: anything else is a fault of the caller and throws.
   */
  write(writes: readonly Write[]): Promise<WriteResult>;
}

/** The limit of a DynamoDB transaction. */
export const MAX_WRITES = 100;
/** The limit of a DynamoDB item: 400 KB. */
export const MAX_ITEM_BYTES = 400 * 1024;

/** One write as the change feed tells it, after it was committed. */
export interface Change {
  /** Grows with every change; the position to read on from. */
  readonly cursor: number;
  readonly key: Key;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Every change of the table in the order of commit. On AWS this is the stream; the local table keeps its own. */
export interface ChangeFeed {
  read(options: { readonly after: number; readonly limit: number }): Promise<readonly Change[]>;
}
