import type { NamesMoved, RegisterEntryBody } from '../ledger-entry.ts';
import { competitorKey } from '../names.ts';
import { countedAsIn, namesCountedUnder, type Register } from './register.ts';

/** What people ask about competitors. Names come with their spelling; keys are worked out from it. */
export type RegisterCommand = { readonly by?: string | undefined } & (
  | { readonly kind: 'confirm'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'archive'; readonly name: string }
  /** Reports with the name `name` are counted under `into` from now on, and so are those that are counted under it. */
  | { readonly kind: 'merge'; readonly name: string; readonly into: string }
  | { readonly kind: 'dismiss'; readonly name: string }
  /** Undoes a merge or a dismissal. */
  | { readonly kind: 'separate'; readonly undoes: number }
);

export type RegisterRefusal =
  /** The name is counted under another competitor, or was dismissed: that must be undone first. */
  | { readonly reason: 'counted-elsewhere'; readonly key: string; readonly as: string | null }
  | { readonly reason: 'same-competitor' }
  /** There is no such merge or dismissal, or it was undone, or a later one came over it. */
  | { readonly reason: 'nothing-to-undo' };

export type RegisterDecision =
  | { readonly kind: 'store'; readonly entry: RegisterEntryBody }
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'refused' } & RegisterRefusal);

/** What is known of a command before it is decided: the names it is about, and the entry that it undoes. */
export interface RegisterKnowledge {
  readonly register: Register;
  readonly undone?: NamesMoved | undefined;
}

/** Decides what a command means for the register as it stands. */
export function decideRegister(
  { register, undone }: RegisterKnowledge,
  command: RegisterCommand,
): RegisterDecision {
  const { by } = command;
  if (command.kind === 'separate') return separate(register, command, undone);
  const { name } = command;
  const key = competitorKey(name);
  const before = register.get(key);
  const elsewhere = countedElsewhere(register, key);
  if (command.kind === 'dismiss' && elsewhere?.as === null) return { kind: 'unchanged' };
  if (elsewhere !== undefined) return elsewhere;
  const names = namesCountedUnder(key, before);
  switch (command.kind) {
    case 'confirm':
      return before?.status === 'known' && before.name === name
        ? { kind: 'unchanged' }
        : { kind: 'store', entry: { type: 'CompetitorConfirmed', by, competitor: key, name } };
    case 'rename':
      return before?.name === name
        ? { kind: 'unchanged' }
        : { kind: 'store', entry: { type: 'CompetitorRenamed', by, competitor: key, name } };
    case 'archive':
      return before?.status === 'archived'
        ? { kind: 'unchanged' }
        : { kind: 'store', entry: { type: 'CompetitorArchived', by, competitor: key, name } };
    case 'dismiss':
      return {
        kind: 'store',
        entry: { type: 'CompetitorDismissed', by, name, names, from: key, to: null },
      };
    case 'merge': {
      const into = competitorKey(command.into);
      if (into === key) return { kind: 'refused', reason: 'same-competitor' };
      return (
        countedElsewhere(register, into) ?? {
          kind: 'store',
          entry: { type: 'CompetitorMerged', by, name, into: command.into, names, from: key, to: into },
        }
      );
    }
  }
}

function countedElsewhere(register: Register, key: string) {
  const as = countedAsIn(register)(key);
  return as === key ? undefined : { kind: 'refused' as const, reason: 'counted-elsewhere' as const, key, as };
}

/** Only those names go back that nobody has moved since. */
function separate(
  register: Register,
  { undoes, by }: { readonly undoes: number; readonly by?: string | undefined },
  undone: NamesMoved | undefined,
): RegisterDecision {
  const names = undone?.names.filter((name) => register.get(name)?.moves.at(-1)?.by === undoes) ?? [];
  if (undone === undefined || undone.type === 'CompetitorSeparated' || names.length === 0)
    return { kind: 'refused', reason: 'nothing-to-undo' };
  const { from: to, to: from } = undone;
  return { kind: 'store', entry: { type: 'CompetitorSeparated', by, undoes, names, from, to } };
}
