import type AhoCorasick from 'modern-ahocorasick';
import { isFunctionWord } from './common-words.ts';
import type { Alias } from './competitor-index.ts';
import { isCued, isTime } from './cues.ts';
import type { NamePlace } from './find-competitors.ts';
import { areTogether, type Token, type Words } from './tokens.ts';

/** A name of fewer letters is no name when its letters belong to several words. */
const SHORTEST_JOINED = 5;
/** Writings that put no spaces between words. */
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The names in a text, letter by letter. One pass over all words run together, so that it does not matter where a name has its
 * spaces: "Salesforce", "sales-force", "Sales Force". What is found must begin and end with a word. Of two that overlap the
 * longer counts, or the first.
 */
export function exactNames({ tokens, isMixed }: Words, names: AhoCorasick<Alias>): NamePlace[] {
  const run = runTogether(tokens);
  const places: NamePlace[] = [];
  for (const { start, end, data: alias } of names.iterate(run.text)) {
    if (alias === undefined) continue;
    const isLoose = WITHOUT_SPACES.test(alias.key);
    const [first, last] = [run.wordOf(start), run.wordOf(end - 1)];
    const [from, to] = [tokens[first], tokens[last]];
    if (from === undefined || to === undefined) continue;
    if (!isLoose && !(run.isStart(start) && run.isStart(end))) continue;
    if (!areTogether(tokens, first, last)) continue;
    const how = isLoose || shapeOf(tokens, first, last) === alias.shape ? 'spelled' : 'joined';
    if (how === 'joined' && !mayBeJoined(tokens, first, last, alias)) continue;
    if (alias.isOrdinary && !isMeant(tokens, first, last, isMixed)) continue;
    const place = { start: run.placeOf(start), end: Math.min(to.end, run.placeOf(end - 1) + 1) };
    places.push({ alias, first, last, how, ...(isLoose ? place : { start: from.start, end: to.end }) });
  }
  return withoutOverlaps(places);
}

/** The words of a text without anything between them, and the way back. */
function runTogether(tokens: readonly Token[]) {
  const starts: number[] = [];
  const words: number[] = [];
  let text = '';
  for (const [word, { key }] of tokens.entries()) {
    starts.push(text.length);
    text += key;
    for (let letter = 0; letter < key.length; letter += 1) words.push(word);
  }
  const wordOf = (letter: number): number => words[letter] ?? -1;
  return {
    text,
    wordOf,
    /** Does a word begin here, or the text end? */
    isStart: (letter: number): boolean => letter === text.length || starts[wordOf(letter)] === letter,
    /** Where a letter stands in the original, as far as the word was not changed by making it comparable. */
    placeOf(letter: number): number {
      const word = wordOf(letter);
      return (tokens[word]?.start ?? 0) + letter - (starts[word] ?? 0);
    },
  };
}

const shapeOf = (tokens: readonly Token[], first: number, last: number): string =>
  tokens
    .slice(first, last + 1)
    .map(({ key }) => key.length)
    .join(' ');

/** "In sight" is not Insight, and "to go" is not Togo. */
const mayBeJoined = (tokens: readonly Token[], first: number, last: number, { key }: Alias): boolean =>
  key.length >= SHORTEST_JOINED &&
  (first === last ||
    ![first, last].some((at) => {
      const piece = tokens[at]?.key ?? '';
      return piece.length === 1 || isFunctionWord(piece);
    }));

/**
 * Is an everyday word meant as a name here? A capital in the middle of a sentence says so where the text has small letters
 * too, and so does what is said of it. A day of the week has its capital anyway.
 */
function isMeant(tokens: readonly Token[], first: number, last: number, isMixed: boolean): boolean {
  if (isTime(tokens, first, last))
    return isMixed && isCued(tokens, first, last) && tokens[first - 1]?.key !== 'to';
  if (isCued(tokens, first, last)) return !isMixed || tokens[first]?.isCapital === true;
  const isCapital = tokens.slice(first, last + 1).every((token) => token.isCapital);
  return isMixed && isCapital && tokens[first]?.gap !== 'stop';
}

/** The longest places, the first ones where they are equally long. */
function withoutOverlaps(places: readonly NamePlace[]): NamePlace[] {
  const chosen: NamePlace[] = [];
  const byLength = places.toSorted((a, b) => b.alias.key.length - a.alias.key.length || a.first - b.first);
  for (const place of byLength) {
    if (chosen.every(({ start, end }) => place.end <= start || place.start >= end)) chosen.push(place);
  }
  return chosen;
}
