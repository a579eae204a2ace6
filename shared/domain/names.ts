/**
 * Two spellings of a name are the same name when they differ only in case, spaces or punctuation: "Acme Corp." and
 * "ACME-corp". The key is what they have in common: the letters and digits, composed (Unicode NFKC) and in lower case.
 * It is empty for a name that has neither.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');

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
