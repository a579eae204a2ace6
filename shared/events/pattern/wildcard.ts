import { equals, type TextTest } from './value-tests.ts';

/**
 * Compiles a wildcard such as `*.acme.com`: `*` stands for any text, `\*` and `\\` for the characters themselves.
 * Undefined for what EventBridge refuses: `**`, and a backslash before anything else.
 *
 * Each literal between the stars is sought once, from where the one before it ended. The leftmost place is always
 * good enough, so nothing is tried twice, and no wildcard can take exponential time as a regular expression might.
 */
export function compileWildcard(wildcard: string): TextTest | undefined {
  const literals = splitAtStars(wildcard);
  if (!literals) return undefined;
  const [head = '', ...middle] = literals;
  const tail = middle.pop();
  if (tail === undefined) return equals(head);

  return (text) => {
    const end = text.length - tail.length;
    let start = head.length;
    if (start > end || !text.startsWith(head) || !text.endsWith(tail)) return false;
    for (const literal of middle) {
      const found = text.indexOf(literal, start);
      if (found === -1) return false;
      start = found + literal.length;
    }
    return start <= end;
  };
}

/** `a*b\*` gives `a` and `b*`; there is always one literal more than there are stars. */
function splitAtStars(wildcard: string): readonly string[] | undefined {
  const literals: string[] = [];
  let literal = '';
  for (const [token] of wildcard.matchAll(/\\.|./gs)) {
    if (token === '*') {
      const followsStar = literal === '' && literals.length > 0;
      if (followsStar) return undefined;
      literals.push(literal);
      literal = '';
    } else if (token === '\\*' || token === '\\\\') {
      literal += token.slice(1);
    } else if (token.startsWith('\\')) {
      return undefined;
    } else {
      literal += token;
    }
  }
  return [...literals, literal];
}
