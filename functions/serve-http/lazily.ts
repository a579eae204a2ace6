/**
 * Makes something with the first call, and gives the same from then on. With `import()` in it, its code is loaded only then,
 * and a cold start loads less.
 */
export function lazily<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
