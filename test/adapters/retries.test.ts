import { expect, test } from 'vitest';
import { MAIL_RETRY, USUAL_RETRY } from '../../infra/local/retries.ts';
import { MINUTE } from '../support/clock.ts';

test.each([
  ['a message', USUAL_RETRY, 12, 8, 17.1],
  ['a message to the teams', MAIL_RETRY, 20, 120, 245],
])('%s is given up neither early nor never', (_, { maxAttempts, backoff }, attempts, least, most) => {
  expect(maxAttempts).toBe(attempts);
  const waits = Array.from({ length: maxAttempts - 1 }, (_wait, n) => backoff(n + 1));
  const total = waits.reduce((sum, ms) => sum + ms, 0) / MINUTE;
  expect(total).toBeGreaterThan(least);
  expect(total).toBeLessThan(most);
  expect(waits[0]).toBeLessThanOrEqual(500);
});
