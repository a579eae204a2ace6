import type { Token } from './tokens.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Directly before a name: "not Acme", "without Acme". */
const BEFORE = setOf('not no without neither nor never');
/** May stand between: "not to Acme", "no sign of Acme", "nothing to do with Acme". */
const BETWEEN = setOf(
  'to with by from of about on any the a sign signs mention trace word talk do doing because due',
);
const WITH_NOTHING = setOf('nothing');
/** What somebody did not do with a name: "did not mention Acme", "never heard of Acme". */
const KNOWING = setOf(`
mention mentioned see saw seen hear heard consider considered considering evaluate evaluated evaluating include included
involve involved invite invited shortlist shortlisted look looked looking meet met encounter encountered come came
bring brought discuss discussed talk talked use used using know knew
`);
const AFTER_KNOWING = setOf('of about at across from with to up any the a');
const NEGATIONS = setOf('not never no t didnt wasnt isnt werent hasnt havent doesnt dont hadnt');

const BEING = setOf(
  'was were is are has had have did does do been be wasn weren isn aren hasn hadn didn doesn played plays s',
);
/** What a name was not: "Acme was not involved", "Acme did not bid". */
const TAKING_PART = setOf(`
involved mentioned considered evaluated invited part present there in shortlisted named included bidding bid competing
compete come came show participate participating around discussed relevant contacted role say
`);

const BESIDE = setOf('even really a any ever');

/** How many words are looked at on either side. */
const REACH = 6;

/** Is it said of the words from `first` to `last` that they were not involved? */
export const isDenied = (tokens: readonly Token[], first: number, last: number): boolean =>
  isDeniedBefore(tokens, first) || isDeniedAfter(tokens, last);

function isDeniedBefore(tokens: readonly Token[], first: number): boolean {
  const words = clauseBefore(tokens, first);
  let at = 0;
  while (at < words.length && BETWEEN.has(words[at] ?? '')) at += 1;
  const word = words[at] ?? '';
  if (at === 0 && BEFORE.has(word)) return true;
  if (at > 0 && (BEFORE.has(word) || WITH_NOTHING.has(word))) return true;
  at = 0;
  while (at < words.length && AFTER_KNOWING.has(words[at] ?? '')) at += 1;
  return KNOWING.has(words[at] ?? '') && NEGATIONS.has(words[at + 1] ?? '');
}

function isDeniedAfter(tokens: readonly Token[], last: number): boolean {
  const words = clauseAfter(tokens, last);
  let at = 0;
  const takes = (set: ReadonlySet<string>) => {
    const found = set.has(words[at] ?? '');
    if (found) at += 1;
    return found;
  };
  takes(BEING);
  if (!takes(NEGATIONS)) return false;
  takes(BEING);
  takes(BESIDE);
  return TAKING_PART.has(words[at] ?? '');
}

/** The words of the clause before a place, the nearest first. */
function clauseBefore(tokens: readonly Token[], first: number): string[] {
  const words: string[] = [];
  for (let at = first; at > 0 && words.length < REACH; at -= 1) {
    const gap = tokens[at]?.gap;
    if (gap === 'stop' || gap === 'comma') break;
    words.push(tokens[at - 1]?.key ?? '');
  }
  return words;
}

/** The words of the clause behind a place, the nearest first. */
function clauseAfter(tokens: readonly Token[], last: number): string[] {
  const words: string[] = [];
  for (let at = last + 1; at < tokens.length && words.length < REACH; at += 1) {
    const gap = tokens[at]?.gap;
    if (gap === 'stop' || gap === 'comma') break;
    words.push(tokens[at]?.key ?? '');
  }
  return words;
}
