/** Not code points of their own, and without a UTF-8 form: counting up has to step over them. */
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST_CODE_POINT = 0x10ffff;

/**
 * The smallest string that comes after every string with this prefix, so that a search by prefix is a range of the
 * index: `prefix <= sk < prefixEnd(prefix)`. In UTF-8 the order of bytes is the order of code points, so it is the
 * prefix with its last code point raised by one. Undefined if nothing comes after.
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  const next = last + 1 === FIRST_SURROGATE ? LAST_SURROGATE + 1 : last + 1;
  return String.fromCodePoint(...points, next);
}
