import type * as z from 'zod';
import type { Projection } from '../domain/projection.ts';
import { sameJson } from '../domain/same-json.ts';
import { MAX_WRITES, type Put, type Table } from '../ports/table.ts';
import { checkpointKey, projectionOf } from './keys.ts';
import { entriesAfter, lastEntry } from './ledger.ts';
import { plain } from './plain.ts';
import { carryOut, isEmpty, type Rebuild } from './rebuild.ts';

/** Entries read at once. More of them make a burst cheaper: an item that many entries touch is written once. */
const MAX_ENTRIES = 200;

export interface StoredProjection<State extends object, Fact, Kept = never> {
  readonly projection: Projection<State, Fact, Kept>;
  readonly state: z.ZodType<State>;
  /** The item that tells the rest of the system of a fact. */
  readonly factItem: (fact: Fact) => Put;
  /** The item in which something is kept of an entry. */
  readonly keptItem?: (kept: Kept) => Put;
  /** For entries that change what earlier ones said. Without it they are folded like all others. */
  readonly rebuild?: Rebuild;
}

/**
 * Brings a projection up to the end of the ledger. The states, the facts and the checkpoint of a batch go into one
 * atomic write on condition of the checkpoint's version. So it does not matter how often, how late or in how many
 * places at once this runs: each entry is folded exactly once, in order. A correction that needs a rebuild is taken in
 * by itself; see rebuild.ts.
 *
 * @returns how many entries this run folded, and how many facts they gave.
 */
export async function catchUp<State extends object, Fact, Kept = never>(
  table: Table,
  stored: StoredProjection<State, Fact, Kept>,
): Promise<Progress> {
  let folded = 0;
  let facts = 0;
  for (;;) {
    const step = await advance(table, stored);
    if (step === 'up-to-date') return { folded, facts };
    if (step === 'overtaken') continue;
    folded += step.folded;
    facts += step.facts;
  }
}

export interface Progress {
  readonly folded: number;
  readonly facts: number;
}

/** Has a projection folded all that is in the ledger? */
export async function isUpToDate(table: Table, name: string): Promise<boolean> {
  const [checkpoint, last] = await Promise.all([table.get(checkpointKey(name)), lastEntry(table)]);
  return last === undefined || checkpoint?.data.seq === last.seq;
}

async function advance<State extends object, Fact, Kept>(
  table: Table,
  { projection, state, factItem, keptItem, rebuild }: StoredProjection<State, Fact, Kept>,
): Promise<'up-to-date' | 'overtaken' | Progress> {
  const key = checkpointKey(projection.name);
  const checkpoint = await table.get(key);
  const from = typeof checkpoint?.data.seq === 'number' ? checkpoint.data.seq : 0;
  const found = await entriesAfter(table, from, MAX_ENTRIES);
  const [first] = found;
  if (first === undefined) return 'up-to-date';
  const corrects = rebuild?.concerns(first) ?? false;
  if (rebuild !== undefined && corrects) {
    const plan = await rebuild.plan(table, first);
    const isNews = rebuild.isNews(first);
    if (!isNews || !isEmpty(plan)) {
      const to = isNews ? from : first.seq;
      const done = await carryOut(table, plan, { key, item: checkpoint, from, to });
      return done === 'done' ? { folded: to - from, facts: 0 } : 'overtaken';
    }
  }
  const correction = found.findIndex((entry, index) => index > 0 && rebuild?.concerns(entry));
  const entries = found.slice(0, corrects ? 1 : correction === -1 ? undefined : correction);

  const partition = projectionOf(projection.name);
  const items = new Map<string, State>();
  const stored = new Map<string, unknown>();
  const read = new Set<string>();
  for (;;) {
    const touched = new Set(entries.flatMap((entry) => projection.touches(entry, items)));
    const unread = [...touched.difference(read)];
    if (unread.length === 0) break;
    const known = await table.getMany(unread.map((sk) => ({ pk: partition, sk })));
    for (const item of known) {
      stored.set(item.key.sk, item.data);
      items.set(item.key.sk, state.parse(item.data));
    }
    for (const name of unread) read.add(name);
  }

  const changed = new Map<string, State>();
  const facts: Fact[] = [];
  const kept: Kept[] = [];
  let count = 0;
  for (const entry of entries) {
    const touched = projection.touches(entry, items);
    // An entry of this batch may have led this one to items that were not read.
    if (touched.some((name) => !read.has(name))) break;
    // Each touched item may change and give a fact; one thing may be kept; and there is the checkpoint.
    const full = changed.size + facts.length + kept.length + 2 * touched.length + 2 > MAX_WRITES;
    if (full && count > 0) break;
    const step = projection.fold(items, entry);
    for (const [name, next] of step.changed) {
      items.set(name, next);
      changed.set(name, next);
    }
    facts.push(...step.facts);
    kept.push(...(step.kept ?? []));
    count++;
  }

  const result = await table.write([
    // What stayed as it was costs nothing.
    ...[...changed].flatMap(([sk, next]) => {
      const data = plain(next);
      return sameJson(stored.get(sk), data) ? [] : [{ put: { pk: partition, sk }, data }];
    }),
    ...facts.map(factItem),
    ...kept.flatMap((one) => keptItem?.(one) ?? []),
    {
      put: key,
      data: { seq: from + count },
      when: checkpoint === undefined ? 'absent' : { version: checkpoint.version },
    },
  ]);
  return result.kind === 'written' ? { folded: count, facts: facts.length } : 'overtaken';
}
