import type { Answer, Api } from './api.ts';
import { DAY, type TestClock } from './clock.ts';

/** One call of the API, so that it can be made again. */
export interface Call {
  readonly method: 'put' | 'post';
  readonly path: string;
  readonly body: object;
}

const call = (api: Api, { method, path, body }: Call): Promise<Answer> => api[method](path, body);

/** Makes calls at once, and fails where one of them was not taken. */
export async function callAll(api: Api, calls: readonly Call[]): Promise<Answer[]> {
  const answers = await Promise.all(calls.map((one) => call(api, one)));
  const refused = answers.find(({ status }) => status !== 200 && status !== 201);
  if (refused !== undefined) throw new Error(`A call was not taken: ${JSON.stringify(refused.body)}`);
  return answers;
}

const RIVALS = ['Globex', 'Initech', 'Umbrella', 'Hooli', 'Acme'];
const REASONS = ['price', 'product_gap', 'relationship', 'timing', 'trust_brand', 'incumbent', 'poor_fit'];
const SEGMENTS = ['Enterprise', 'SMB', 'Public sector'];
const REPS = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus'];

const pick = <Value>(from: readonly Value[], n: number): Value => {
  const value = from[n % from.length];
  if (value === undefined) throw new RangeError('There is nothing to pick from.');
  return value;
};

/**
 * The `n`th closed deal of a business in which nothing changes: one in three is won, and each of five competitors takes
 * its share of the others, Acme about one in eight of all deals. No amounts: then no loss is large by comparison.
 */
function aClosedDeal(n: number, day: string): Call {
  const common = {
    account: `Customer ${n}`,
    owner: pick(REPS, n * 3),
    segment: pick(SEGMENTS, n * 5 + Math.floor(n / 7)),
  };
  const path = `/api/deals/H-${n}`;
  if (n % 3 === 0) return { method: 'put', path: `${path}/win`, body: { wonOn: day, ...common } };
  return {
    method: 'put',
    path: `${path}/loss`,
    body: {
      lostOn: day,
      outcome: 'competitor',
      competitor: pick(RIVALS, n + Math.floor(n / 5)),
      primaryReason: pick(REASONS, n * 2 + Math.floor(n / 11)),
      ...common,
    },
  };
}

/** One loss of a run: a competitor takes a deal of its own rep and customer. */
export function aLossOfTheRun(n: number, day: string, given: object = {}): Call {
  return {
    method: 'put',
    path: `/api/deals/R-${n}/loss`,
    body: {
      lostOn: day,
      outcome: 'competitor',
      competitor: 'Acme',
      primaryReason: n % 3 === 0 ? 'product_gap' : 'price',
      account: `Lost customer ${n}`,
      owner: `${pick(REPS, n)} ${n}`,
      segment: 'Enterprise',
      amount: '20000.00',
      currency: 'EUR',
      note: `Confidential note ${n}.`,
      ...given,
    },
  };
}

export const dayOf = (clock: TestClock): string => new Date(clock()).toISOString().slice(0, 10);

/** Some weeks of business as usual, three deals a day. Leaves the clock at the end of them. */
export async function businessAsUsual(api: Api, clock: TestClock, days = 60): Promise<Call[]> {
  const calls: Call[] = [];
  for (let day = 0; day < days; day += 1) {
    const today = [0, 1, 2].map((n) => aClosedDeal(day * 3 + n, dayOf(clock)));
    await callAll(api, today);
    calls.push(...today);
    clock.advance(DAY);
  }
  return calls;
}

/** Losses of a run, three a day, numbered from `first`. */
export async function aRun(api: Api, clock: TestClock, losses: number, first = 0): Promise<Call[]> {
  const calls: Call[] = [];
  for (let n = first; n < first + losses; n += 3) {
    const count = Math.min(3, first + losses - n);
    const today = Array.from({ length: count }, (_, k) => aLossOfTheRun(n + k, dayOf(clock)));
    await callAll(api, today);
    calls.push(...today);
    clock.advance(DAY);
  }
  return calls;
}
