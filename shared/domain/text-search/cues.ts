import type { Token } from './tokens.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** After these a name follows more often than not. */
const BEFORE_A_NAME = setOf(`
vs versus against chose chosen choose chooses choosing picked pick picks picking selected selects prefers preferred prefer
competitor competitors rival incumbent vendor supplier undercut outbid called named like
`);
/** "lost to", "went with". */
const VERBS = setOf(`
lost lose losing went go going goes gone signed sign signing moved move moving switched switch switching stayed stay staying
migrated migrating stuck renewed compared compare comparing beaten awarded given
`);
const PREPOSITIONS = setOf('to with by over from');
/** What companies do: "Target undercut us". */
const DEEDS = setOf(`
won undercut underbid outbid offered quoted beat beats wins pitched replaced matched lowered promised demoed poached
`);

/** Do the words around a place speak of a company there? */
export function isCued(tokens: readonly Token[], first: number, last: number): boolean {
  const gap = tokens[first]?.gap;
  const [one, two] = [tokens[first - 1]?.key ?? '', tokens[first - 2]?.key ?? ''];
  if (gap !== 'stop' && gap !== 'comma') {
    if (BEFORE_A_NAME.has(one)) return true;
    if (PREPOSITIONS.has(one) && VERBS.has(two)) return true;
  }
  const next = tokens[last + 1];
  return next !== undefined && next.gap === 'space' && DEEDS.has(next.key);
}

const DAYS_AND_MONTHS = setOf(`
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december
`);
const BEFORE_A_TIME = setOf(`
on next last this by until till since every before after from each early late mid end in of following past coming during
`);
const AFTER_A_TIME = setOf('morning afternoon evening night noon week weekend to');
const NUMBER = /^\d+(?:st|nd|rd|th)?$/;
/** "Lost to Monday" is a loss; "moved to Monday" is a date. */
const OF_LOSING = setOf('lost lose losing beaten awarded given compared');

/** Is it a day or a month, and can it be meant as one: "on Monday", "Monday morning", "3 March", "moved to May"? */
export function isTime(tokens: readonly Token[], first: number, last: number): boolean {
  const word = tokens[first];
  if (first !== last || word === undefined || !DAYS_AND_MONTHS.has(word.key)) return false;
  const before = word.gap === 'stop' ? '' : (tokens[first - 1]?.key ?? '');
  const next = tokens[last + 1];
  const after = next === undefined || next.gap === 'stop' ? '' : next.key;
  if (BEFORE_A_TIME.has(before) || AFTER_A_TIME.has(after) || NUMBER.test(before) || NUMBER.test(after))
    return true;
  if (before === 'to') return !OF_LOSING.has(tokens[first - 2]?.key ?? '');
  // Nobody meets with a Monday.
  return before !== 'with' && !isCued(tokens, first, last);
}
