/** Terms after which the fraction no longer changes a double; it needs about the square root of the larger parameter. */
const MOST_TERMS = 100_000;
const EXACT_ENOUGH = 1e-15;

/**
 * I_x(a, b), the regularised incomplete beta function: the probability that a share is at most `x`, where all that is known of it
 * is Beta(a, b). For `a` and `b` above 0.
 *
 * The continued fraction of DLMF 8.17.22, evaluated from the front by Lentz's method; DLMF 8.17.4 turns the sides where it would
 * be slow.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  let fraction = 1;
  let above = 1;
  let below = 0;
  for (let term = 1; term < MOST_TERMS; term += 1) {
    const d = coefficient(term, x, a, b);
    below = 1 / (1 + d * below);
    above = 1 + d / above;
    fraction *= above * below;
    if (Math.abs(above * below - 1) < EXACT_ENOUGH) break;
  }
  return front / fraction;
}

/** d_n of DLMF 8.17.23. */
function coefficient(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  const over = (a + n - 1) * (a + n);
  return n % 2 === 0 ? (m * (b - m) * x) / over : (-(a + m) * (a + b + m) * x) / over;
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** From here on five terms of the series are exact to a double. */
const LARGE = 15;

/** ln Γ(x) for x above 0: the series of DLMF 5.11.1, and Γ(x + 1) = xΓ(x) below where it holds. */
function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  for (; shifted < LARGE; shifted += 1) product *= shifted;
  const y = 1 / (shifted * shifted);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
  );
}
