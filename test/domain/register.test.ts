import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRegister, type RegisterCommand } from '../../shared/domain/competitors/decide-register.ts';
import {
  applyToRegister,
  countedAsIn,
  namesCountedUnder,
  type RegisteredName,
} from '../../shared/domain/competitors/register.ts';
import {
  isRegisterEntry,
  ledgerEntry,
  movesNames,
  type RegisterEntry,
} from '../../shared/domain/ledger-entry.ts';

/** A register that takes one command after another, as the recorder would. */
function aRegister() {
  const register = new Map<string, RegisteredName>();
  const entries: RegisterEntry[] = [];
  return {
    register,
    entries,
    countedAs: (key: string) => countedAsIn(register)(key),
    take(command: RegisterCommand) {
      const entry = command.kind === 'separate' ? entries[command.undoes - 1] : undefined;
      const undone = entry !== undefined && movesNames(entry) ? entry : undefined;
      const decision = decideRegister({ register, undone }, command);
      if (decision.kind !== 'store') return decision;
      const stored = { ...decision.entry, seq: entries.length + 1, recordedAt: 0 };
      entries.push(stored);
      for (const [key, name] of applyToRegister(register, stored)) register.set(key, name);
      return decision;
    },
  };
}

describe('a merge', () => {
  it('takes with it what was merged into the name before, and an undo gives back just that', () => {
    const { take, countedAs } = aRegister();
    take({ kind: 'merge', name: 'A-one', into: 'Beta' });
    take({ kind: 'merge', name: 'Beta', into: 'Gamma' });
    expect(['aone', 'beta', 'gamma'].map(countedAs)).toEqual(['gamma', 'gamma', 'gamma']);
    take({ kind: 'separate', undoes: 2 });
    expect(['aone', 'beta', 'gamma'].map(countedAs)).toEqual(['beta', 'beta', 'gamma']);
    take({ kind: 'separate', undoes: 1 });
    expect(['aone', 'beta', 'gamma'].map(countedAs)).toEqual(['aone', 'beta', 'gamma']);
  });

  it('cannot be undone below a later one, nor twice', () => {
    const { take } = aRegister();
    take({ kind: 'merge', name: 'A-one', into: 'Beta' });
    take({ kind: 'merge', name: 'Beta', into: 'Gamma' });
    const nothing = { kind: 'refused', reason: 'nothing-to-undo' };
    expect(take({ kind: 'separate', undoes: 1 })).toEqual(nothing);
    expect(take({ kind: 'separate', undoes: 2 }).kind).toBe('store');
    expect(take({ kind: 'separate', undoes: 2 })).toEqual(nothing);
    expect(take({ kind: 'separate', undoes: 3 })).toEqual(nothing);
    expect(take({ kind: 'separate', undoes: 99 })).toEqual(nothing);
  });

  it('is refused with itself, from a name that is counted elsewhere, and into one', () => {
    const { take } = aRegister();
    expect(take({ kind: 'merge', name: 'Acme', into: 'ACME Inc.' })).toMatchObject({
      reason: 'same-competitor',
    });
    take({ kind: 'merge', name: 'Acme', into: 'Beta' });
    take({ kind: 'dismiss', name: 'Us' });
    const elsewhere = { kind: 'refused', reason: 'counted-elsewhere' };
    expect(take({ kind: 'merge', name: 'Acme', into: 'Gamma' })).toEqual({
      ...elsewhere,
      key: 'acme',
      as: 'beta',
    });
    expect(take({ kind: 'merge', name: 'Gamma', into: 'Acme' })).toEqual({
      ...elsewhere,
      key: 'acme',
      as: 'beta',
    });
    expect(take({ kind: 'merge', name: 'Gamma', into: 'Us' })).toEqual({ ...elsewhere, key: 'us', as: null });
    expect(take({ kind: 'confirm', name: 'Acme' })).toMatchObject(elsewhere);
    expect(take({ kind: 'dismiss', name: 'Us' })).toEqual({ kind: 'unchanged' });
  });

  it('keeps how a name stood, for the day it is undone', () => {
    const { take, register } = aRegister();
    take({ kind: 'confirm', name: 'Acme' });
    take({ kind: 'archive', name: 'Beta' });
    take({ kind: 'merge', name: 'Acme', into: 'Beta' });
    take({ kind: 'separate', undoes: 3 });
    expect(register.get('acme')).toMatchObject({
      name: 'Acme',
      status: 'known',
      moves: [],
      changes: [1, 3, 4],
    });
    expect(register.get('beta')).toMatchObject({ status: 'archived', aliases: [] });
  });
});

describe('any sequence of decisions', () => {
  const name = fc.constantFrom('Acme', 'Acme Inc.', 'Beta', 'Gamma', 'Delta', 'Epsilon');
  const command: fc.Arbitrary<RegisterCommand> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('confirm' as const, 'archive' as const, 'dismiss' as const, 'rename' as const),
      name,
    }),
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge' as const), name, into: name }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('separate' as const),
        undoes: fc.integer({ min: 1, max: 25 }),
      }),
    },
  );
  const KEYS = ['acme', 'beta', 'gamma', 'delta', 'epsilon'];

  it('counts every name under one that is counted under itself, which lists it', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (all) => {
        const { take, register, countedAs, entries } = aRegister();
        for (const one of all) take(one);
        for (const key of KEYS) {
          const as = countedAs(key);
          if (as !== null) {
            expect(countedAs(as)).toBe(as);
            expect(namesCountedUnder(as, register.get(as))).toContain(key);
          }
          for (const alias of register.get(key)?.aliases ?? []) expect(countedAs(alias)).toBe(key);
        }
        // The latest move of each name is the one that holds.
        const latest = new Map(
          entries.filter(movesNames).flatMap(({ names, to }) => names.map((one) => [one, to])),
        );
        for (const key of KEYS) expect(countedAs(key)).toBe(latest.has(key) ? latest.get(key) : key);
      }),
    );
  });

  it('is read back from the ledger as it was written', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (all) => {
        const { take, register, entries } = aRegister();
        for (const one of all) take(one);
        const read = entries
          .map((entry) => ledgerEntry.parse(JSON.parse(JSON.stringify(entry))))
          .filter(isRegisterEntry);
        const again = new Map<string, RegisteredName>();
        for (const entry of read) for (const [key, one] of applyToRegister(again, entry)) again.set(key, one);
        expect(Object.fromEntries(again)).toEqual(Object.fromEntries(register));
      }),
    );
  });
});
