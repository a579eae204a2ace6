import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';

const MINUTE = 60_000;
/** A token that was taken back is refused after this long at the latest. */
const KEPT_MS = 5 * MINUTE;
/** A wrong token may be a new one that we do not know yet: then the secret is read again, but not for every guess. */
const SOONEST_MS = MINUTE / 2;

interface SecretTokenOptions {
  /** The token as it is now. */
  readonly read: () => Promise<string>;
  readonly clock: Clock;
}

/** Is this the token that is kept as a secret? The comparison takes the same time wherever the two differ. */
export function createTokenCheck({ read, clock }: SecretTokenOptions): (given: string) => Promise<boolean> {
  let known: { readonly digest: Buffer; readonly at: number } | undefined;

  async function look(): Promise<Buffer> {
    const digest = digestOf(await read());
    known = { digest, at: clock() };
    return digest;
  }

  return async (given) => {
    const digest = digestOf(given);
    const age = known === undefined ? Number.POSITIVE_INFINITY : clock() - known.at;
    const kept = known !== undefined && age < KEPT_MS ? known.digest : await look();
    if (timingSafeEqual(kept, digest)) return true;
    return age >= SOONEST_MS && age < KEPT_MS && timingSafeEqual(await look(), digest);
  };
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
