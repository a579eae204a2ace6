export interface Findings {
  readonly counts: ReadonlyMap<string, number>;
  /** One more of this kind. */
  add(what: string): void;
}

/** Counts what was unclean in an export, by the words that tell of it. Nothing is mended silently. */
export function createFindings(): Findings {
  const counts = new Map<string, number>();
  return { counts, add: (what) => counts.set(what, (counts.get(what) ?? 0) + 1) };
}
