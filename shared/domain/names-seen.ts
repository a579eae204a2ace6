import * as z from 'zod';
import { fieldsOf } from './deal.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { competitorKey, isPlaceholder, isUnknownCompetitor, nameKey } from './names.ts';
import type { Projection } from './projection.ts';

export const NAME_KINDS = ['competitor', 'segment', 'region', 'product'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

export const nameSeen = z.object({
  kind: z.enum(NAME_KINDS),
  /** As it was written the first time. */
  name: z.string(),
  /** Number of the ledger entry that brought it. */
  firstSeenIn: z.int(),
});
export type NameSeen = z.output<typeof nameSeen>;

/** The name of the item, from the kind and the key of the name. */
export const seenAs = (kind: NameKind, key: string): string => `${kind}#${key}`;

/** Every name that a report has brought: what the form offers, and where a key gets its readable form. */
export const namesSeen: Projection<NameSeen, never> = {
  name: 'names-seen',
  touches: (entry) => namesIn(entry).map(({ kind, name }) => seenAs(kind, keyOf(kind, name))),
  fold(items, entry) {
    const unseen = namesIn(entry)
      .map(
        ({ kind, name }) =>
          [seenAs(kind, keyOf(kind, name)), { kind, name, firstSeenIn: entry.seq }] as const,
      )
      .filter(([item]) => !items.has(item));
    return { changed: new Map(unseen), facts: [] };
  },
};

const keyOf = (kind: NameKind, name: string): string =>
  kind === 'competitor' ? competitorKey(name) : nameKey(name);

function namesIn(entry: LedgerEntry): { readonly kind: NameKind; readonly name: string }[] {
  const found = NAME_KINDS.map((kind) => ({ kind, name: namesOf(entry)[kind] }));
  return found.flatMap(({ kind, name }) =>
    name === undefined || isPlaceholder(name) || isUnknownCompetitor(name) ? [] : [{ kind, name }],
  );
}

function namesOf(entry: LedgerEntry): { readonly [kind in NameKind]?: string | undefined } {
  switch (entry.type) {
    case 'DealUpdated':
      return fieldsOf(entry.deal);
    case 'DealLost':
    case 'DealWon':
      return { ...fieldsOf(entry.report), competitor: entry.report.competitor };
    case 'CompetitorMentioned':
      return { competitor: entry.mention.competitor };
    default:
      return {};
  }
}
