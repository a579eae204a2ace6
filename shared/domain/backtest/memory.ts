/** More different texts than this are no code list or calendar any more; then the memory begins anew. */
const MOST = 20_000;

/**
 * Remembers what a pure function of a text said. A table of deals has few different days, names and codes, and each of
 * them many times.
 */
export function remembering<Value>(of: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.value;
    if (known.size >= MOST) known.clear();
    const value = of(text);
    known.set(detached(text), { value });
    return value;
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A copy. A piece of a text keeps the whole text in memory, which may be all of a file. */
const detached = (text: string): string => decoder.decode(encoder.encode(text));
