import AhoCorasick from 'modern-ahocorasick';
import { isLegalForm } from '../legal-forms.ts';
import { isPlaceholder, isUnknownCompetitor } from '../names.ts';
import { quickNameKey } from '../quick-name-key.ts';
import { isCommonWord } from './common-words.ts';
import { createNearNames, type NearNames } from './near-names.ts';
import { wordsOf } from './tokens.ts';

/** A competitor to look for, with all the names that it goes by. */
export interface NamedCompetitor {
  readonly id: string;
  readonly names: readonly string[];
}

export interface Alias {
  readonly competitor: string;
  /** As it was given. */
  readonly name: string;
  /** Its words run together. */
  readonly key: string;
  /** How long its words are, such as "4 4". */
  readonly shape: string;
  /** Is it made of everyday words, such as Target or Monday? Then its letters are not enough. */
  readonly isOrdinary: boolean;
}

export interface CompetitorIndex {
  readonly exact: AhoCorasick<Alias>;
  readonly near: NearNames;
}

/** One letter is no name that could be found. */
const SHORTEST = 2;

/**
 * Prepares names for {@link findCompetitors}. It takes a few hundred milliseconds for ten thousand names, so make it once and
 * again when the register changes. A name that two competitors claim is the first one's.
 */
export function createCompetitorIndex(competitors: readonly NamedCompetitor[]): CompetitorIndex {
  const given = competitors.flatMap(({ id, names }) => names.flatMap((name) => aliasOf(id, name)));
  const short = competitors.flatMap(({ id, names }) =>
    names.flatMap((name) => aliasOf(id, withoutLegalForm(name))),
  );
  const aliases = new Map<string, Alias>();
  for (const alias of [...given, ...short]) if (!aliases.has(alias.key)) aliases.set(alias.key, alias);
  const all = [...aliases.values()];
  return {
    exact: new AhoCorasick(all.map((alias) => ({ pattern: alias.key, data: alias }))),
    near: createNearNames(all.filter(({ isOrdinary }) => !isOrdinary)),
  };
}

function aliasOf(competitor: string, name: string): Alias[] {
  const key = quickNameKey(name);
  if (key.length < SHORTEST || isPlaceholder(name) || isUnknownCompetitor(name)) return [];
  const { tokens } = wordsOf(name);
  return [
    {
      competitor,
      name,
      key,
      shape: tokens.map((token) => token.key.length).join(' '),
      isOrdinary: tokens.every((token) => isCommonWord(token.key)),
    },
  ];
}

function withoutLegalForm(name: string): string {
  const { tokens } = wordsOf(name);
  const last = tokens.findLastIndex(({ key }) => !isLegalForm(key));
  return name.slice(0, tokens[last]?.end ?? name.length);
}
