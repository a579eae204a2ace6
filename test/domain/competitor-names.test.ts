import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearKeys } from '../../shared/domain/competitors/near-names.ts';
import { competitorKey, nameKey } from '../../shared/domain/names.ts';

describe('the key of a competitor', () => {
  it.each([
    ['Acme', 'ACME Inc.'],
    ['Acme', 'Acme, Inc'],
    ['Acme', 'Acme GmbH & Co. KG'],
    ['Acme', 'acme-corp'],
    ['Acme', 'Acme Corporation Ltd'],
    ['Novo Nordisk', 'Novo Nordisk A/S'],
    ['Allegro', 'Allegro Sp. z o.o.'],
    ['Enel', 'Enel S.p.A.'],
    ['Smith', 'Smith & Co.'],
    ['Dupont', 'Dupont et Cie'],
    ['Kilo', 'Kilo UG (haftungsbeschränkt)'],
    ["L'Oréal", 'L’ORÉAL S.A.'],
  ])('is that of %s for %s', (one, other) => {
    expect(competitorKey(other)).toBe(competitorKey(one));
  });

  it.each([
    ['Acme', 'Acme Cloud'],
    ['Acme', 'Acme Holding'],
    ['Ernst', 'Ernst and Young'],
    ['Co', 'Inc'],
    ['Bank', 'Bank AG Partners'],
    ['Loreal', "L'Oréal"],
  ])('keeps %s and %s apart', (one, other) => {
    expect(competitorKey(other)).not.toBe(competitorKey(one));
  });

  it('is never empty where the name has a letter, and a key is its own key', () => {
    const word = fc.constantFrom('Acme', 'Co', 'AG', 'SE', '&', 'and', 'Inc.', 'S.A.', 'Über', 'ß', '北京');
    const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.oneof(name, fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const key = competitorKey(text);
        if (nameKey(text) !== '') expect(key).not.toBe('');
        expect(competitorKey(key)).toBe(key);
        expect(nameKey(key)).toBe(key);
        expect(competitorKey(text.toUpperCase())).toBe(competitorKey(text.toUpperCase().toLowerCase()));
      }),
    );
  });

  it('does not change with a legal form at the end, however often', () => {
    const form = fc.constantFrom(' Inc.', ', Ltd', ' GmbH', ' S.A.', ' & Co. KG', ' B.V.');
    fc.assert(
      fc.property(fc.constantFrom('Acme', 'Blue Sky', 'Über-Cloud'), fc.array(form), (name, forms) => {
        expect(competitorKey(name + forms.join(''))).toBe(competitorKey(name));
      }),
    );
  });
});

describe('names that may have been meant', () => {
  const known = ['salesforce', 'hubspot', 'sap', 'zoho', 'globex', 'pipedrive'];

  it.each([
    ['a letter too many', 'salessforce', 'salesforce'],
    ['two letters in the wrong order', 'salesfroce', 'salesforce'],
    ['a letter missing', 'hubspt', 'hubspot'],
    ['a swap in a short name', 'golbex', 'globex'],
    ['more behind the name', 'salesforcesalescloud', 'salesforce'],
  ])('are found with %s', (_, key, meant) => {
    expect(nearKeys(key, known)).toEqual([meant]);
  });

  it.each([
    ['themselves', 'salesforce'],
    ['short ones, which are close to everything', 'sab'],
    ['four letters', 'zoha'],
    ['those that differ in two places of seven', 'habspat'],
    ['those that begin otherwise', 'malesforce'],
    ['those that are another word', 'monday'],
  ])('are not %s', (_, key) => {
    expect(nearKeys(key, known)).toEqual([]);
  });

  it('are at most three, the closest first, in whatever order they are known', () => {
    const others = ['northwindx', 'northwinds', 'northwimd', 'northwimdd', 'northwind2'];
    const found = nearKeys('northwind', others);
    expect(found).toHaveLength(3);
    expect(nearKeys('northwind', others.toReversed())).toEqual(found);
  });
});
