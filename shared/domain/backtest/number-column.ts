/** Numbers are kept in blocks: a list that moves whenever it grows needs three times its room while it does. */
const BLOCK_BITS = 14;
const BLOCK = 1 << BLOCK_BITS;

/** A list of numbers of one width that grows at its end. */
export interface NumberColumn {
  /** @returns how many there are now. */
  push(value: number): number;
  at(index: number): number;
}

const WIDTHS = {
  /** 0 to 255. */
  byte: Uint8Array,
  /** 0 to 4,294,967,295. */
  count: Uint32Array,
  day: Int32Array,
  /** Any number: a time or an amount. */
  number: Float64Array,
} as const;

export function createNumberColumn(width: keyof typeof WIDTHS): NumberColumn {
  const Width = WIDTHS[width];
  let last = new Width(BLOCK);
  const blocks = [last];
  let used = 0;
  return {
    push(value) {
      if (used === BLOCK) {
        last = new Width(BLOCK);
        blocks.push(last);
        used = 0;
      }
      last[used] = value;
      used += 1;
      return (blocks.length - 1) * BLOCK + used;
    },
    at: (index) => blocks[index >>> BLOCK_BITS]?.[index & (BLOCK - 1)] ?? 0,
  };
}
