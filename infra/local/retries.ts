import { exponentialBackoff, type RetryPolicy } from '../../shared/adapters/local/retry-policy.ts';

const FIRST_MS = 500;
const MINUTE = 60_000;
/** Also the shortest wait is half of what the back-off says. */
const jitter = (ms: number): number => ms * (0.5 + Math.random() / 2);

/** At most 17 minutes: what another try does not mend by then, a person has to. */
export const USUAL_RETRY: RetryPolicy = {
  maxAttempts: 12,
  backoff: exponentialBackoff({ firstMs: FIRST_MS, capMs: 15 * MINUTE, jitter }),
};

/** For messages to the teams: two to four hours, because a mail server may be away for as long and comes back without us. */
export const MAIL_RETRY: RetryPolicy = {
  maxAttempts: 20,
  backoff: exponentialBackoff({ firstMs: FIRST_MS, capMs: 30 * MINUTE, jitter }),
};
