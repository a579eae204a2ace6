import type { Closing } from './closing.ts';
import type { Pattern } from './detection.ts';

/**
 * The patterns that a closing is counted in, coarsest first, in an order that does not depend on names.
 *
 * A loss to a competitor: {competitor}, {competitor, reason}, {competitor, segment} and all three. A loss to nobody:
 * {reason} and {reason, segment}. Without a segment those with one do not exist. A win has none: it only moves the clock.
 */
export const patternsOf = (closing: Closing): readonly Pattern[] =>
  keyedPatternsOf(closing).map(({ pattern }) => pattern);

/** A pattern with its text form. */
interface KeyedPattern {
  readonly pattern: Pattern;
  readonly key: string;
}

/** The patterns that a closing is counted in, with their keys: {@link patternsOf}. */
export function keyedPatternsOf(closing: Closing): readonly KeyedPattern[] {
  if (closing.result !== 'lost') return [];
  const { competitor = null, reason = null, segment = null } = closing;
  return remembered(competitor, reason, segment);
}

/** So many combinations are remembered at most; a team has some hundreds. */
const MOST_REMEMBERED = 10_000;

type ByPart<Value> = Map<string | null, Value>;
let combinations: ByPart<ByPart<ByPart<readonly KeyedPattern[]>>> = new Map();
let size = 0;

/** The same losses come again and again, and their keys are the same each time: making them anew took a fifth of the fold. */
function remembered(
  competitor: string | null,
  reason: string | null,
  segment: string | null,
): readonly KeyedPattern[] {
  const known = combinations.get(competitor)?.get(reason)?.get(segment);
  if (known !== undefined) return known;
  if (size >= MOST_REMEMBERED) [combinations, size] = [new Map(), 0];
  const made = within({ competitor, reason, segment }).map((pattern) => ({ pattern, key: keyOf(pattern) }));
  const ofCompetitor = combinations.get(competitor) ?? new Map();
  const ofReason = ofCompetitor.get(reason) ?? new Map();
  combinations.set(competitor, ofCompetitor.set(reason, ofReason.set(segment, made)));
  size += 1;
  return made;
}

/** The coarser patterns that contain this one, coarsest first. */
export function parentsOf(pattern: Pattern): readonly Pattern[] {
  const parts = fixedParts(pattern);
  return within(pattern).filter((other) => fixedParts(other) < parts);
}

/** How many of competitor, reason and segment the pattern fixes, 0 to 3; 0 where it takes in all losses. */
export function fixedParts(pattern: Pattern): number {
  return [pattern.competitor, pattern.reason, pattern.segment].filter((part) => part !== null).length;
}

/**
 * The text form: `competitor=acme|reason=price|segment=enterprise`, without the parts that are not fixed.
 * `%` and `|` inside a name are written %25 and %7C, so no two patterns share a text, whatever the names are.
 */
export function keyOf(pattern: Pattern): string {
  let key = '';
  for (const part of PARTS) {
    const name = pattern[part];
    if (name !== null) key += `${key === '' ? '' : '|'}${part}=${escaped(name)}`;
  }
  return key;
}

const escaped = (name: string): string =>
  name.includes('%') || name.includes('|') ? name.replaceAll('%', '%25').replaceAll('|', '%7C') : name;

/** Reads a text form back; `undefined` when it is none. */
export function patternOf(key: string): Pattern | undefined {
  const named = new Map(key.split('|').map(nameAndValue));
  const pattern = {
    competitor: named.get('competitor') ?? null,
    reason: named.get('reason') ?? null,
    segment: named.get('segment') ?? null,
  };
  return keyOf(pattern) === key && isWatched(pattern) ? pattern : undefined;
}

const PARTS = ['competitor', 'reason', 'segment'] as const;

function within({ competitor, reason, segment }: Pattern): readonly Pattern[] {
  const reasons = competitor === null || reason === null ? [reason] : [null, reason];
  const segments = segment === null ? [null] : [null, segment];
  const patterns: Pattern[] = [];
  for (const fixed of segments) {
    for (const given of reasons) {
      const pattern = { competitor, reason: given, segment: fixed };
      if (isWatched(pattern)) patterns.push(pattern);
    }
  }
  return patterns;
}

function isWatched(pattern: Pattern): boolean {
  return pattern.competitor !== null || pattern.reason !== null;
}

function nameAndValue(text: string): readonly [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=').replaceAll('%7C', '|').replaceAll('%25', '%')];
}
