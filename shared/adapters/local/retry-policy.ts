export interface RetryPolicy {
  /** After so many failed deliveries a message becomes a dead letter. */
  readonly maxAttempts: number;
  /** How many milliseconds to wait after this failed attempt, the first being 1. */
  readonly backoff: (attempt: number) => number;
}

export interface BackoffOptions {
  readonly firstMs: number;
  readonly capMs: number;
  /** Spreads the retries of messages that failed together, for example `(ms) => ms * Math.random()`. */
  readonly jitter: (ms: number) => number;
}

/** Twice as long after each failure, up to a cap. */
export function exponentialBackoff({ firstMs, capMs, jitter }: BackoffOptions): RetryPolicy['backoff'] {
  return (attempt) => Math.round(jitter(Math.min(capMs, firstMs * 2 ** (attempt - 1))));
}
