import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';

const TIMEOUT_MS = 2_000;
const ATTEMPTS = 3;

const answer = z.object({ SecretString: z.string().min(20) });

export interface SecretOptions {
  readonly arn: string;
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** Where Secrets Manager is, if not where AWS has it. */
  readonly endpoint?: string | undefined;
}

/** Secrets Manager did not give the secret. The message has the status and the code of the answer, and nothing else. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

/**
 * The text of a secret. One call of one service, signed as all are; its client would be 14 kB of a bundle that people wait
 * for at a cold start.
 *
 * Source: "GetSecretValue", AWS Secrets Manager API Reference.
 *
 * @throws SecretError after three attempts.
 */
export async function readSecret({ arn, credentials, endpoint }: SecretOptions): Promise<string> {
  const [, partition, service = '', region = ''] = arn.split(':');
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = new URL(endpoint ?? `https://${service}.${region}.${suffix}`);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });

  async function ask(): Promise<string> {
    const body = JSON.stringify({ SecretId: arn });
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
      },
      body,
    });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    const said: unknown = await response.json();
    if (response.ok) return answer.parse(said).SecretString;
    const code = z.object({ __type: z.string() }).safeParse(said).data?.__type ?? 'unknown';
    throw new SecretError(`Secrets Manager answered ${response.status} (${code}).`);
  }

  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (fault) {
      if (attempt === ATTEMPTS) throw fault;
    }
  }
}
