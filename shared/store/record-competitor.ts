import {
  decideRegister,
  type RegisterCommand,
  type RegisterKnowledge,
  type RegisterRefusal,
} from '../domain/competitors/decide-register.ts';
import { applyToRegister, namesTouched, type RegisteredName } from '../domain/competitors/register.ts';
import type { RegisterEntry } from '../domain/ledger-entry.ts';
import { movesNames } from '../domain/ledger-entry.ts';
import { competitorKey } from '../domain/names.ts';
import type { Table } from '../ports/table.ts';
import { ledgerKey, registerKey } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import { plain } from './plain.ts';
import { readNames } from './register.ts';
import type { Submission } from './submission.ts';

export type RegisterOutcome =
  | { readonly kind: 'stored'; readonly entry: RegisterEntry }
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'refused' } & RegisterRefusal);

/** What somebody decided about competitors, with the names it is about. */
export const registerSubmission = (
  table: Table,
  command: RegisterCommand,
  resolve: (outcome: RegisterOutcome) => void,
): Omit<Submission, 'reject'> => ({
  subject: 'COMPETITORS',
  async prepare() {
    const knowledge = await knowledgeFor(table, command);
    return ({ seq, recordedAt }) => {
      const decision = decideRegister(knowledge, command);
      if (decision.kind !== 'store') return { writes: [], answer: () => resolve(decision) };
      const entry = { ...decision.entry, seq, recordedAt };
      const changed = applyToRegister(knowledge.register, entry);
      return {
        writes: [
          ...[...changed].map(([name, registered]) => ({ put: registerKey(name), data: plain(registered) })),
          { put: ledgerKey(seq), data: plain(entry), when: 'absent' },
        ],
        answer: () => resolve({ kind: 'stored', entry }),
      };
    };
  },
});

/** The names that a command may change. */
export async function knowledgeFor(table: Table, command: RegisterCommand): Promise<RegisterKnowledge> {
  if (command.kind === 'separate') {
    const [entry] = await entriesNumbered(table, [command.undoes]);
    const undone = entry !== undefined && movesNames(entry) ? entry : undefined;
    return { undone, register: await readNames(table, undone === undefined ? [] : namesTouched(undone)) };
  }
  const key = competitorKey(command.name);
  const into = command.kind === 'merge' ? [competitorKey(command.into)] : [];
  const named = await readNames(table, [key, ...into]);
  const aliases = await readNames(table, named.get(key)?.aliases ?? []);
  return { register: new Map<string, RegisteredName>([...named, ...aliases]) };
}
