import { createHash, timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Clock } from '../../ports/clock.ts';

const MINUTE = 60_000;
/** A token that was taken back is refused after this long at the latest. */
const KEPT_MS = 5 * MINUTE;
/** A wrong token may be a new one that we do not know yet: then the secret is read again, but not for every guess. */
const SOONEST_MS = MINUTE / 2;

const secretValue = z.object({ SecretString: z.string().min(20) });

interface SecretTokenOptions {
  readonly client: SecretsManagerClient;
  readonly secretId: string;
  readonly clock: Clock;
}

/** Is this the token that Secrets Manager keeps? The comparison takes the same time wherever the two differ. */
export function createTokenCheck({
  client,
  secretId,
  clock,
}: SecretTokenOptions): (given: string) => Promise<boolean> {
  let known: { readonly digest: Buffer; readonly at: number } | undefined;

  async function read(): Promise<Buffer> {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const digest = digestOf(secretValue.parse(answer).SecretString);
    known = { digest, at: clock() };
    return digest;
  }

  return async (given) => {
    const digest = digestOf(given);
    const age = known === undefined ? Number.POSITIVE_INFINITY : clock() - known.at;
    const kept = known !== undefined && age < KEPT_MS ? known.digest : await read();
    if (timingSafeEqual(kept, digest)) return true;
    return age >= SOONEST_MS && age < KEPT_MS && timingSafeEqual(await read(), digest);
  };
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
