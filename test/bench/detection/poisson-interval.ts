/**
 * The exact 95 % interval of a Poisson mean of which `count` was seen: below its lower end so many or more, above its upper
 * end so few or fewer, has a chance of less than 2.5 %.
 * Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437-442.
 */
export function poissonInterval(count: number): readonly [number, number] {
  const lower = count === 0 ? 0 : meanWith((mean) => 1 - upTo(count - 1, mean) < TAIL, count);
  return [lower, meanWith((mean) => upTo(count, mean) > TAIL, count)];
}

const TAIL = 0.025;

/** The largest mean for which it still holds; the ends of the interval are within ten standard deviations. */
function meanWith(holds: (mean: number) => boolean, count: number): number {
  let low = 0;
  let high = count + 10 * Math.sqrt(count + 1);
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The chance of at most `count`. The terms are kept as logarithms, because the first ones may be too small for a number. */
function upTo(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k += 1) {
    logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return sum;
}
