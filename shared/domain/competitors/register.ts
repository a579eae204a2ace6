import * as z from 'zod';
import type { NamesMoved, RegisterEntry } from '../ledger-entry.ts';

/** `candidate`: a name that reports brought and nobody has confirmed. */
export const COMPETITOR_STATUSES = ['candidate', 'known', 'archived'] as const;

/** What people decided about one name. */
export const registeredName = z.object({
  /** How it is written, once somebody said so; until then as the first report has it. */
  name: z.string().optional(),
  status: z.enum(COMPETITOR_STATUSES),
  /**
   * Under whom reports with this name are counted, if not under the name itself: a competitor's key, or `null` for nobody.
   * The merges and dismissals that hold, by their ledger entries, the latest last; one that is undone is taken out.
   */
  moves: z.array(z.object({ by: z.int(), to: z.string().nullable() })),
  /** Keys of the other names that are counted under this one. */
  aliases: z.array(z.string()),
  /** Numbers of the ledger entries that say something about it, oldest first. */
  changes: z.array(z.int()),
});

export type RegisteredName = z.output<typeof registeredName>;

/** Names by their keys, as far as somebody decided about them. */
export type Register = ReadonlyMap<string, RegisteredName>;

/** Under whom reports with the name of this key are counted; `null` for nobody. */
export type CountedAs = (key: string) => string | null;

/** A register that says of every name that it is counted under itself. */
export const AS_WRITTEN: CountedAs = (key) => key;

export const countedAsIn =
  (register: Register): CountedAs =>
  (key) => {
    const move = register.get(key)?.moves.at(-1);
    return move === undefined ? key : move.to;
  };

/** All names that are counted under a competitor, its own first; none where that one is counted elsewhere itself. */
export function namesCountedUnder(key: string, of: RegisteredName | undefined): string[] {
  return of?.moves.at(-1) === undefined ? [key, ...(of?.aliases ?? [])] : [];
}

/** The keys of the names that an entry says something about. */
export function namesTouched(entry: RegisterEntry): string[] {
  if (!('names' in entry)) return [entry.competitor];
  return [...new Set([...entry.names, entry.from, entry.to])].filter((key) => key !== null);
}

/** The names that change with one more entry. The register is nothing but the fold of its entries. */
export function applyToRegister(register: Register, entry: RegisterEntry): Map<string, RegisteredName> {
  const changed = new Map<string, RegisteredName>();
  for (const key of namesTouched(entry)) {
    const before = register.get(key) ?? UNREGISTERED;
    changed.set(key, { ...afterEntry(key, before, entry), changes: [...before.changes, entry.seq] });
  }
  return changed;
}

const UNREGISTERED: RegisteredName = { status: 'candidate', moves: [], aliases: [], changes: [] };

function afterEntry(key: string, before: RegisteredName, entry: RegisterEntry): RegisteredName {
  switch (entry.type) {
    case 'CompetitorConfirmed':
      return { ...before, name: entry.name, status: 'known' };
    case 'CompetitorRenamed':
      return { ...before, name: entry.name };
    case 'CompetitorArchived':
      return { ...before, name: entry.name, status: 'archived' };
    case 'CompetitorMerged':
    case 'CompetitorDismissed': {
      const name = key === entry.from ? entry.name : (before.name ?? writtenIn(entry, key));
      const moves = entry.names.includes(key)
        ? [...before.moves, { by: entry.seq, to: entry.to }]
        : before.moves;
      return { ...before, name, moves, aliases: aliasesAfter(key, before, entry) };
    }
    case 'CompetitorSeparated': {
      const moves = before.moves.filter(({ by }) => by !== entry.undoes);
      return { ...before, moves, aliases: aliasesAfter(key, before, entry) };
    }
  }
}

/** A name that nobody has written before is written as in the merge. */
const writtenIn = (entry: RegisterEntry, key: string): string | undefined =>
  entry.type === 'CompetitorMerged' && key === entry.to ? entry.into : undefined;

function aliasesAfter(key: string, { aliases }: RegisteredName, { names, from, to }: NamesMoved): string[] {
  if (key === from) return aliases.filter((alias) => !names.includes(alias));
  if (key === to) return [...new Set([...aliases, ...names.filter((name) => name !== key)])];
  return aliases;
}
