/** Exact fractions, as an oracle for arithmetic in floating point. The denominator is positive and in lowest terms. */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

/** @param text `3`, `-3/4`. */
export function rational(text: string): Rational {
  const [over = '0', under = '1'] = text.split('/');
  return lowest(BigInt(over), BigInt(under));
}

export const plus = (a: Rational, b: Rational) =>
  lowest(a.over * b.under + b.over * a.under, a.under * b.under);
export const times = (a: Rational, b: Rational) => lowest(a.over * b.over, a.under * b.under);
export const dividedBy = (a: Rational, b: Rational) => lowest(a.over * b.under, a.under * b.over);
export const written = (a: Rational) => (a.under === 1n ? `${a.over}` : `${a.over}/${a.under}`);
export const asNumber = (a: Rational) => Number(a.over) / Number(a.under);

function lowest(over: bigint, under: bigint): Rational {
  const sign = under < 0n ? -1n : 1n;
  const common = divisor(over < 0n ? -over : over, under * sign);
  return { over: (sign * over) / common, under: (sign * under) / common };
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}
