import type { Fault } from './row.ts';

/** Rows that could not be used: how many, and the first ones. */
export interface Rejections {
  readonly count: number;
  readonly first: readonly Rejection[];
}

interface Rejection {
  readonly line: number;
  readonly column: string | null;
  readonly message: string;
}

export function createRejections(most: number): Rejections & { add(fault: Fault, line: number): void } {
  const first: Rejection[] = [];
  let count = 0;
  return {
    first,
    get count() {
      return count;
    },
    add({ column, message }, line) {
      count += 1;
      if (first.length < most) first.push({ line, column, message });
    },
  };
}
