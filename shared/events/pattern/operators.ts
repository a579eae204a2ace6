import { compileAnythingBut } from './anything-but.ts';
import { compileCidr } from './cidr.ts';
import { soleEntry } from './json.ts';
import { compileNumeric } from './numeric.ts';
import type { CreateTextTest, TextTest, ValueTest } from './value-tests.ts';
import { endsWith, equals, ignoringCase, startsWith } from './value-tests.ts';
import { compileWildcard } from './wildcard.ts';

interface Operator {
  /** What the operator takes, to complete an error message. */
  readonly takes: string;
  /** Undefined when EventBridge would refuse the operand. */
  readonly compile: (operand: unknown) => ValueTest | undefined;
}

const edgeText = 'text or {"equals-ignore-case": text}';

/** The operators that test a value, by name. `$or` is none of them: it joins patterns. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['prefix', { takes: edgeText, compile: edge(startsWith) }],
  ['suffix', { takes: edgeText, compile: edge(endsWith) }],
  ['equals-ignore-case', { takes: 'text', compile: text(ignoringCase(equals)) }],
  ['wildcard', { takes: 'text without ** and with \\ only as \\* or \\\\', compile: text(compileWildcard) }],
  [
    'cidr',
    { takes: 'two addresses or more, such as 10.0.0.0/24 or 2001:db8::/32', compile: text(compileCidr) },
  ],
  ['numeric', { takes: 'a comparison [">", 0] or a rising range [">", 0, "<=", 5]', compile: number }],
  [
    'anything-but',
    {
      takes: 'texts or numbers, or {operator: texts} with prefix, suffix, wildcard or equals-ignore-case',
      compile: compileAnythingBut,
    },
  ],
  ['exists', { takes: 'true or false', compile: presence }],
]);

function text(createTest: CreateTextTest) {
  return (operand: unknown): ValueTest | undefined => {
    const test = typeof operand === 'string' ? createTest(operand) : undefined;
    return test && ((value) => typeof value === 'string' && test(value));
  };
}

function edge(createTest: (text: string) => TextTest) {
  return (operand: unknown): ValueTest | undefined => {
    const [operator, ignored] = soleEntry(operand) ?? [];
    return operator === 'equals-ignore-case'
      ? text(ignoringCase(createTest))(ignored)
      : text(createTest)(operand);
  };
}

function number(operand: unknown): ValueTest | undefined {
  const test = compileNumeric(operand);
  return test && ((value) => typeof value === 'number' && test(value));
}

/** No value meets `exists: false`: absence is seen where fields are sought, not where values are tested. */
function presence(operand: unknown): ValueTest | undefined {
  return typeof operand === 'boolean' ? () => operand : undefined;
}
