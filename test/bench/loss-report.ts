const TODAY = new Date().toISOString().slice(0, 10);
const REASONS = ['price', 'product_gap', 'timing', 'relationship', 'no_budget'];

/** A loss report like no other, as a request. So many reps that none sends more than twenty in a minute, which would be history. */
export function lossReport(number: number) {
  const body = {
    lostOn: TODAY,
    outcome: 'competitor',
    primaryReason: REASONS[number % REASONS.length],
    competitor: `Competitor ${number % 12}`,
    segment: `Segment ${number % 4}`,
    account: `Customer ${number % 997}`,
    owner: `Rep ${number % 3_000}`,
    amount: `${1_000 + (number % 4_000)}.00`,
    currency: 'EUR',
  };
  return {
    method: 'PUT' as const,
    path: `/api/deals/BENCH-${number}/loss`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
