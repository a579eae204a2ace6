import fc from 'fast-check';
import type { Condition, Item, JsonObject, Write, WriteResult } from '../../../shared/ports/table.ts';

/**
 * The table port in its simplest form, for one partition: a Map from sort key to item. What an adapter answers to a
 * random series of writes must be what this answers.
 */
export type Model = ReadonlyMap<string, Item>;

export function writeToModel(model: Model, writes: readonly Write[]): { model: Model; result: WriteResult } {
  const at = writes.findIndex(
    (write) => !holds(write.when, model.get('put' in write ? write.put.sk : write.delete.sk)),
  );
  if (at !== -1) return { model, result: { kind: 'condition-failed', at } };
  const next = new Map(model);
  for (const write of writes) {
    if ('put' in write) next.set(write.put.sk, itemOf(write));
    else next.delete(write.delete.sk);
  }
  return { model: next, result: { kind: 'written' } };
}

function holds(when: Condition | undefined, item: Item | undefined): boolean {
  if (when === undefined) return true;
  return when === 'absent' ? item === undefined : item?.version === when.version;
}

function itemOf({ put, data, index, when }: Extract<Write, { put: unknown }>): Item {
  const version = when === undefined ? 0 : when === 'absent' ? 1 : when.version + 1;
  return { key: put, version, data, index };
}

/** Items in the order of the port: by the UTF-8 bytes of the sort key. */
export function inOrder(items: Iterable<Item>): readonly Item[] {
  return [...items].sort((a, b) => Buffer.compare(Buffer.from(a.key.sk), Buffer.from(b.key.sk)));
}

/** Few sort keys, so that writes meet; chosen so that UTF-8 and UTF-16 order them differently. */
const sortKeys = ['a', 'a\u0001', 'ab', 'B', 'é', '\u{ffee}', '\u{1f600}', '\u{1f600}a'];

const data: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,4}$/),
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 3 }),
  ),
  { maxKeys: 3 },
);

/** `current` stands for the version that the item has at that moment, as a writer who has just read it would say. */
type Intent = 'none' | 'absent' | 'current' | { readonly version: number };

interface Operation {
  readonly sk: string;
  readonly intent: Intent;
  readonly data: JsonObject | undefined;
  readonly place: string | undefined;
}

const operation: fc.Arbitrary<Operation> = fc.record({
  sk: fc.constantFrom(...sortKeys),
  intent: fc.oneof(
    fc.constantFrom<Intent>('none', 'absent', 'current', 'current'),
    fc.record({ version: fc.integer({ min: 1, max: 3 }) }),
  ),
  data: fc.option(data, { nil: undefined }),
  place: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
});

/** A series of writes, each of one to four changes of different items. */
export const operations: fc.Arbitrary<readonly (readonly Operation[])[]> = fc.array(
  fc.uniqueArray(operation, { selector: ({ sk }) => sk, minLength: 1, maxLength: 4 }),
  { maxLength: 12 },
);

export function toWrite({ sk, intent, data, place }: Operation, pk: string, model: Model): Write {
  const key = { pk, sk };
  const when = toCondition(intent, model.get(sk));
  if (data === undefined) return { delete: key, when };
  return { put: key, data, index: place === undefined ? undefined : { pk: `${pk}/index`, sk: place }, when };
}

function toCondition(intent: Intent, item: Item | undefined): Condition | undefined {
  if (intent === 'none') return undefined;
  if (intent === 'absent') return 'absent';
  if (intent !== 'current') return intent;
  if (item === undefined) return 'absent';
  return item.version === 0 ? undefined : { version: item.version };
}
