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
  /** No report has named the other one, and nobody has added it: it may be a slip. */
  | { readonly reason: 'unknown-target' }
  | { readonly reason: 'too-many-names'; readonly most: number }
  /** There is no such merge or dismissal, or it was undone, or a later one came over it. */
  | { readonly reason: 'nothing-to-undo' };

export type RegisterDecision =
  | { readonly kind: 'store'; readonly entry: RegisterEntryBody }
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'refused' } & RegisterRefusal);

/** A competitor goes by at most so many names, so that all of them can be moved in one write. */
const MOST_NAMES = 80;

/** What is known of a command before it is decided: the names it is about, and the entry that it undoes. */
export interface RegisterKnowledge {
  readonly register: Register;
  /** Has a report named the competitor that another one is merged into? One that is in the register is known anyway. */
  readonly isTargetSeen?: boolean | undefined;
  readonly undone?: NamesMoved | undefined;
}

/** Decides what a command means for the register as it stands. */
export function decideRegister(
  { register, undone, isTargetSeen }: RegisterKnowledge,
  command: RegisterCommand,
): RegisterDecision {
  const { by } = command;
  if (command.kind === 'separate') return separate(register, command, undone);
  const { name } = command;
  const key = competitorKey(name);
  const before = register.get(key);
  const elsewhere = countedElsewhere(register, key);
  if (elsewhere !== undefined) {
    const asked =
      command.kind === 'dismiss' ? null : command.kind === 'merge' ? competitorKey(command.into) : key;
    return elsewhere.as === asked ? { kind: 'unchanged' } : elsewhere;
  }
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
      const target = countedElsewhere(register, into);
      if (target !== undefined) return target;
      if (!register.has(into) && isTargetSeen !== true) return { kind: 'refused', reason: 'unknown-target' };
      if (names.length + namesCountedUnder(into, register.get(into)).length > MOST_NAMES)
        return { kind: 'refused', reason: 'too-many-names', most: MOST_NAMES };
      const entry = { by, name, into: command.into, names, from: key, to: into };
      return { kind: 'store', entry: { type: 'CompetitorMerged', ...entry } };
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
