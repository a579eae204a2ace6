import { wordsWithoutLegalForm } from './legal-forms.ts';

/**
 * Two spellings of a name are the same name when they differ only in case, spaces or punctuation: "Acme Corp." and
 * "ACME-corp". The key is what they have in common: the letters and digits, composed (Unicode NFKC) and in lower case.
 * It is empty for a name that has neither.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    // Twice, because capitals have fewer letters: "Straße" and "STRASSE" are one street, "ς" and "σ" one sigma.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');

/**
 * The key of a competitor's name: legal forms at its end do not matter either, so "Acme", "ACME Inc." and "Acme GmbH & Co.
 * KG" are one competitor.
 */
export const competitorKey = (name: string): string =>
  nameKey(wordsWithoutLegalForm(name).join(' ')) || nameKey(name);

/**
 * Keys of names are parts of keys in the table. A pattern of a competitor and a segment has two of them, and a sort key
 * may have 1,024 bytes. 200 letters of most alphabets fit; one character may stand for up to eighteen letters.
 */
const MAX_KEY_BYTES = 400;

/** Is the name too long to be kept as a key? */
export const isTooLongForKey = (name: string): boolean =>
  new TextEncoder().encode(nameKey(name)).length > MAX_KEY_BYTES;

/** The one word that says: a competitor took it, and nobody knows which. */
export const UNKNOWN_COMPETITOR = 'unknown';

const UNKNOWN_KEYS: ReadonlySet<string> = new Set(['unknown', 'unknowncompetitor']);
const PLACEHOLDER_KEYS: ReadonlySet<string> = new Set([
  '',
  'na',
  'none',
  'null',
  'nil',
  'test',
  'tbd',
  'nobody',
]);

/** Does the text say that nobody knows the competitor's name? A legal answer, and not a name. */
export const isUnknownCompetitor = (name: string): boolean => UNKNOWN_KEYS.has(nameKey(name));

/** Is the text what people type to get past a field ("n/a", "-", "test")? */
export const isPlaceholder = (name: string): boolean => PLACEHOLDER_KEYS.has(nameKey(name));
