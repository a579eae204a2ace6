/** How often something is tried that another moment may allow, and how long it waits before the attempt after `attempt`. */
export interface Patience {
  readonly maxAttempts: number;
  readonly pause: (attempt: number) => Promise<void>;
}

const FIRST_MS = 25;
const CAP_MS = 1_000;

/**
 * Full jitter, at most about four seconds in all: shorter than any function may run, because the queue behind it has
 * more time. Source: "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
 */
export const USUAL_PATIENCE: Patience = {
  maxAttempts: 8,
  pause: (attempt) =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.random() * Math.min(CAP_MS, FIRST_MS * 2 ** attempt));
    }),
};
