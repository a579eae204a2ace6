import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaceholder, isUnknownCompetitor, nameKey } from '../../shared/domain/names.ts';

describe('spellings that differ in case, spaces or punctuation are one name', () => {
  it.each([
    ['Acme Corp.', 'ACME-corp', 'acmecorp'],
    ['  Acme\u00a0 Corp ', 'AcmeCorp', 'acmecorp'],
    ['O’Reilly & Sons', "O'REILLY SONS", 'oreillysons'],
    ['Müller', 'MÜLLER', 'müller'],
    ['Mu\u0308ller', 'M\u00fcller', 'müller'],
    ['ＡＣＭＥ', 'acme', 'acme'],
    ['Straße AG', 'STRASSE AG', 'strasseag'],
    ['Οδός', 'ΟΔΌΣ', 'οδός'],
    ['ΟΔΟΣ ΑΕ', 'οδοσ-αε', 'οδοσαε'],
    ['İstanbul', 'i̇stanbul', 'i̇stanbul'],
    ['3M', '3-m', '3m'],
    ['株式会社・テスト', '株式会社 テスト', '株式会社テスト'],
    ['AT&T', 'at t', 'att'],
    ['e.\u0301clair', 'éclair', 'éclair'],
  ])('%s and %s', (one, other, key) => {
    expect(nameKey(one)).toBe(key);
    expect(nameKey(other)).toBe(key);
  });

  it.each([
    ['Acme', 'Acme 2'],
    ['Muller', 'Müller'],
    ['C', 'C3'],
  ])('%s and %s are two names', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});

/** The iota below a Greek letter becomes a letter of its own in capitals; with further marks on it, no rule holds. */
const hasIotaSubscript = (text: string) => text.normalize('NFD').includes('\u0345');

const word = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !hasIotaSubscript(text)),
  fc.constantFrom('Acme', 'Straße', 'ΟΔΟΣ', 'İstanbul', 'ŉ', 'ǰ', 'ﬁn', 'é', '한글', 'ẞ', 'ΐ'),
);
const filler = fc.constantFrom(' ', '.', '-', ' & ', '\u00a0', '_', '/', "'", '’', ', ', '\u3000', '·');

describe('the key of any name', () => {
  it('does not depend on case', () => {
    fc.assert(
      fc.property(word, (name) => {
        expect(nameKey(name.toUpperCase())).toBe(nameKey(name));
        expect(nameKey(name.toLowerCase())).toBe(nameKey(name));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on spaces and punctuation between words', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), filler, filler, (words, one, other) => {
        expect(nameKey(words.join(one))).toBe(nameKey(words.join(other)));
        expect(nameKey(`${one}${words.join(one)}${other}`)).toBe(nameKey(words.join(one)));
      }),
      { numRuns: 300 },
    );
  });

  it('is its own key', () => {
    fc.assert(
      fc.property(fc.oneof(word, fc.string({ unit: 'binary' })), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
      { numRuns: 500 },
    );
  });

  it('is its own key for every single character, alone and after another', () => {
    const unstable: string[] = [];
    for (let point = 1; point < 0x20000; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const character = String.fromCodePoint(point);
      for (const name of [character, `a${character}`]) {
        const key = nameKey(name);
        if (nameKey(key) !== key || nameKey(name.toUpperCase()) !== key) unstable.push(point.toString(16));
      }
    }
    expect(unstable).toEqual([]);
  });

  it('has letters, marks and digits only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(nameKey(name)).toMatch(/^[\p{L}\p{M}\p{N}]*$/u);
      }),
    );
  });
});

describe('what people write when they have no name', () => {
  it.each(['unknown', 'Unknown', ' UNKNOWN ', '"unknown"', 'Unknown Competitor', 'unknown-competitor'])(
    '%s: nobody knows the competitor',
    (text) => {
      expect(isUnknownCompetitor(text)).toBe(true);
      expect(isPlaceholder(text)).toBe(false);
    },
  );

  it.each(['', '-', '???', 'n/a', 'N.A.', 'None', 'NULL', 'nil', 'Test', 't.b.d.', 'Nobody', '🙂'])(
    '%s: a placeholder',
    (text) => {
      expect(isPlaceholder(text)).toBe(true);
    },
  );

  it.each(['Acme', 'Nonesuch', 'Testa', 'The Unknown Company', 'NA Systems', '0'])('%s: a name', (text) => {
    expect(isPlaceholder(text)).toBe(false);
    expect(isUnknownCompetitor(text)).toBe(false);
  });
});
