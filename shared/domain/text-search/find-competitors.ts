import type { Alias, CompetitorIndex } from './competitor-index.ts';
import { isDenied } from './denial.ts';
import { exactNames } from './exact-names.ts';
import { misspeltNames } from './misspelt-names.ts';
import { type Token, wordsOf } from './tokens.ts';

/** A place in a text where a competitor seems to be named. It is a question to a person, and counts as nothing. */
export interface FoundCompetitor {
  readonly competitor: string;
  /** The name that was recognised, as the index was given it. */
  readonly name: string;
  /** Where it stands in the text, in UTF-16 units, so that `text.slice(start, end)` is what was written. */
  readonly start: number;
  readonly end: number;
  /** `spelled`: as the name is; `joined`: with other spaces between its words; `misspelt`: nearly. */
  readonly how: 'spelled' | 'joined' | 'misspelt';
  /** The text says that it was not involved: "Acme was not invited". */
  readonly denied: boolean;
}

/** Words of a text that are a name. */
export interface NamePlace {
  readonly alias: Alias;
  /** The first and the last word. */
  readonly first: number;
  readonly last: number;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly how: FoundCompetitor['how'];
}

/**
 * Finds the competitors that a text names, in the order in which they stand there. No two places overlap.
 *
 * Words are compared by what their spellings have in common. A name that is made of everyday words counts only where the text
 * makes it one, by a capital or by what is said of it. English; names are found in any alphabet.
 */
export function findCompetitors(text: string, index: CompetitorIndex): readonly FoundCompetitor[] {
  const words = wordsOf(text);
  const { tokens } = words;
  const exact = exactNames(words, index.exact);
  const places = [...exact, ...misspeltNames(words, exact, index.near)].sort((a, b) => a.first - b.first);
  const denied = places.map(({ first, last }) => isDenied(tokens, first, last));
  return places.map(({ alias, start, end, how }, at) => ({
    competitor: alias.competitor,
    name: alias.name,
    start,
    end,
    how,
    denied: groupOf(places, at, tokens).some((other) => denied[other]),
  }));
}

/** The competitors to ask about, each once, in the order of the text: those that it names without denying it each time. */
export function competitorsToAskAbout(found: readonly FoundCompetitor[]): readonly string[] {
  return [...new Set(found.filter(({ denied }) => !denied).map(({ competitor }) => competitor))];
}

const JOINS: ReadonlySet<string> = new Set(['and', 'or', 'nor']);

/** The places that are named in one breath with this one, itself included: "neither Acme nor Globex", "Acme and Globex". */
function groupOf(places: readonly NamePlace[], at: number, tokens: readonly Token[]): number[] {
  const isJoined = (left: number): boolean => {
    const [one, other] = [places[left], places[left + 1]];
    if (one === undefined || other === undefined || other.first !== one.last + 2) return false;
    return JOINS.has(tokens[one.last + 1]?.key ?? '') && tokens[other.first]?.gap === 'space';
  };
  let [from, to] = [at, at];
  while (isJoined(from - 1)) from -= 1;
  while (isJoined(to)) to += 1;
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}
