import type { Scalar } from './json.ts';

type OneOrMore<T> = T | readonly T[];

/** Text, or text whose case does not matter. */
type Edge = string | { readonly 'equals-ignore-case': string };

/** What `anything-but` can negate: values, or a test of text. Negating other operators is illegal in EventBridge. */
type Negated =
  | OneOrMore<string>
  | OneOrMore<number>
  | { readonly prefix: OneOrMore<string> }
  | { readonly suffix: OneOrMore<string> }
  | { readonly wildcard: OneOrMore<string> }
  | { readonly 'equals-ignore-case': OneOrMore<string> };

type LowerSign = '>' | '>=';
type UpperSign = '<' | '<=';

/** One accepted value of a field: the value itself, or an operator with its operand. */
type Matcher =
  | Scalar
  | { readonly prefix: Edge }
  | { readonly suffix: Edge }
  | { readonly wildcard: string }
  | { readonly 'equals-ignore-case': string }
  | { readonly 'anything-but': Negated }
  | { readonly numeric: readonly ['=' | LowerSign | UpperSign, number] }
  | { readonly numeric: readonly [LowerSign, number, UpperSign, number] }
  | { readonly cidr: string }
  | { readonly exists: boolean };

/**
 * The pattern of an EventBridge rule, for `satisfies EventPattern`: every named field must match, a field matches
 * with any matcher of its list, and at least one alternative of `$or` (two or more) must match.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export interface EventPattern {
  readonly $or?: readonly EventPattern[];
  readonly [field: string]: EventPattern | readonly Matcher[] | readonly EventPattern[] | undefined;
}

/** A pattern that EventBridge would refuse, or that could only be there by mistake. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
  /** Where in the pattern, for example `detail.amount[0]`; empty for the pattern itself. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`Illegal event pattern${path && ` at ${path}`}: ${problem}`);
    this.path = path;
  }
}
