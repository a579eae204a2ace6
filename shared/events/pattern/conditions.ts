import { EventPatternError } from './event-pattern.ts';
import { isObject, isScalar, soleEntry } from './json.ts';
import { operators } from './operators.ts';
import type { ValueTest } from './value-tests.ts';

/** What a pattern asks of the fields at one path. */
export interface Condition {
  readonly path: string;
  readonly accepts: ValueTest;
  readonly acceptsAbsence: boolean;
}

type Alternative = ReadonlyMap<string, Condition>;

/** "Over 1000 rule combinations", says EventBridge of a pattern whose `$or`s multiply to more, and refuses it. */
const maxAlternatives = 1_000;

/**
 * Resolves nesting and every `$or`: the pattern matches when all conditions of at least one alternative hold.
 * Within an alternative the paths are unique and sorted.
 *
 * @throws EventPatternError for a pattern that EventBridge would refuse, naming the path.
 */
export function toAlternatives(pattern: unknown): readonly (readonly Condition[])[] {
  return extend([new Map()], pattern, '').map((alternative) =>
    [...alternative.values()].sort((one, other) => (one.path < other.path ? -1 : 1)),
  );
}

/** Adds to each alternative what the pattern asks of the fields below the path. */
function extend(alternatives: readonly Alternative[], pattern: unknown, path: string) {
  if (!isObject(pattern)) throw new EventPatternError(path, 'expected an object or a list of matchers.');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new EventPatternError(path, 'an object needs at least one field.');

  let extended = alternatives;
  for (const [key, value] of entries) {
    const keyPath = path ? `${path}.${key}` : key;
    if (key === '$or') {
      extended = branch(extended, value, path, keyPath);
    } else if (operators.has(key)) {
      throw new EventPatternError(keyPath, `an operator stands in a list, as in [{"${key}": …}].`);
    } else if (Array.isArray(value)) {
      const condition = compileCondition(value, keyPath);
      // As in event-ruler, a second condition on the same path replaces the first. So for two conditions on one
      // path, one of them in `$or`, the order of keys matters; otherwise it does not.
      extended = extended.map((alternative) => new Map([...alternative, [keyPath, condition]]));
    } else {
      extended = extend(extended, value, keyPath);
    }
  }
  return extended;
}

function branch(alternatives: readonly Alternative[], patterns: unknown, path: string, orPath: string) {
  if (!Array.isArray(patterns) || patterns.length < 2) {
    throw new EventPatternError(orPath, 'expected a list of two or more patterns.');
  }
  const branches = patterns.flatMap((pattern: unknown) => extend(alternatives, pattern, path));
  if (branches.length > maxAlternatives) {
    throw new EventPatternError(
      orPath,
      `over ${maxAlternatives} combinations of alternatives; split the rule.`,
    );
  }
  return branches;
}

function compileCondition(matchers: readonly unknown[], path: string): Condition {
  if (matchers.length === 0) throw new EventPatternError(path, 'a list needs at least one matcher.');
  const tests = matchers.map((matcher, index) => compileMatcher(matcher, `${path}[${index}]`));
  return {
    path,
    accepts: (value) => tests.some((test) => test(value)),
    acceptsAbsence: matchers.some((matcher) => isObject(matcher) && matcher.exists === false),
  };
}

function compileMatcher(matcher: unknown, path: string): ValueTest {
  if (isScalar(matcher)) return (value) => value === matcher;

  const [name = '', operand] = soleEntry(matcher) ?? [];
  const operator = operators.get(name);
  if (!operator) {
    const known = [...operators.keys()].join(', ');
    throw new EventPatternError(path, `expected a value, or an object with one of ${known}.`);
  }
  const test = operator.compile(operand);
  if (test) return test;
  throw new EventPatternError(path, `${name} takes ${operator.takes}, not ${JSON.stringify(operand)}.`);
}
