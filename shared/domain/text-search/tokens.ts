import { isLegalForm } from '../legal-forms.ts';
import { quickNameKey } from '../quick-name-key.ts';

/** What stands between a word and the one before it. */
type Gap =
  /** Nothing but one mark, as in "sales-force" or "monday.com". */
  | 'tight'
  | 'space'
  | 'comma'
  /** A sentence or a line ended, or the text begins. */
  | 'stop';

/** One word of a text: letters, their marks and digits. */
export interface Token {
  /** Where it stands in the text, in UTF-16 units; `end` is the first one behind it. */
  readonly start: number;
  readonly end: number;
  /** What all its spellings have in common; see names.ts. */
  readonly key: string;
  readonly isCapital: boolean;
  readonly gap: Gap;
}

export interface Words {
  readonly tokens: readonly Token[];
  /** Are there capitals and small letters? Otherwise a capital says nothing. */
  readonly isMixed: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

export function wordsOf(text: string): Words {
  const tokens: Token[] = [];
  let before = 0;
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    const key = quickNameKey(word);
    if (key === '') continue;
    const last = tokens.at(-1);
    const gap = last === undefined ? 'stop' : gapIn(text.slice(before, start), isLegalForm(last.key));
    tokens.push({ start, end: start + word.length, key, isCapital: /^\p{Lu}/u.test(word), gap });
    before = start + word.length;
  }
  return { tokens, isMixed: /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text) };
}

/** @param isShort whether the word before is written with a point: "Acme Inc. was". */
function gapIn(between: string, isShort: boolean): Gap {
  if (/[\n\r!?;:]|[.,]{2}/.test(between) || (!isShort && /\.\s/.test(between))) return 'stop';
  if (/[,()[\]{}"“”„/]|\s[-–—]+\s/.test(between)) return 'comma';
  return /\s/.test(between) ? 'space' : 'tight';
}

/** May the words from `first` to `last` be one name? Not across a comma or the end of a sentence. */
export function areTogether(tokens: readonly Token[], first: number, last: number): boolean {
  for (let at = first + 1; at <= last; at += 1) {
    const gap = tokens[at]?.gap;
    if (gap !== 'space' && gap !== 'tight') return false;
  }
  return true;
}
