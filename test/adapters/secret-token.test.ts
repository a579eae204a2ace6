import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { readSecret, SecretError } from '../../shared/adapters/aws/read-secret.ts';
import { createTokenCheck } from '../../shared/adapters/aws/secret-token.ts';
import { aClock, MINUTE } from '../support/clock.ts';

const OLD = 'old-token-of-enough-length';
const NEW = 'new-token-of-enough-length';

function setUp() {
  const clock = aClock();
  let secret: string | Error = OLD;
  let reads = 0;
  return {
    clock,
    change(to: string | Error) {
      secret = to;
    },
    isToken: createTokenCheck({
      async read() {
        reads += 1;
        if (secret instanceof Error) throw secret;
        return secret;
      },
      clock,
    }),
    reads: () => reads,
  };
}

it('knows the token and no other, and reads the secret once', async () => {
  const { isToken, reads } = setUp();
  expect(await isToken(OLD)).toBe(true);
  for (const guess of ['', 'x', OLD.slice(0, -1), `${OLD}x`, OLD.toUpperCase()]) {
    expect(await isToken(guess)).toBe(false);
  }
  expect(await isToken(OLD)).toBe(true);
  expect(reads()).toBe(1);
});

it('takes a new token soon after it was changed, and the old one not for long', async () => {
  const { clock, isToken, reads, change } = setUp();
  await isToken(OLD);
  change(NEW);
  clock.advance(MINUTE);
  expect(await isToken(NEW)).toBe(true);
  expect(await isToken(OLD)).toBe(false);
  expect(reads()).toBe(2);
});

it('forgets what it knows after five minutes', async () => {
  const { clock, isToken, change } = setUp();
  expect(await isToken(OLD)).toBe(true);
  change(NEW);
  clock.advance(5 * MINUTE);
  expect(await isToken(OLD)).toBe(false);
});

it('does not read the secret for every guess', async () => {
  const { clock, isToken, reads } = setUp();
  for (let n = 0; n < 100; n += 1) {
    await isToken(`guess ${n}`);
    clock.advance(100);
  }
  expect(reads()).toBe(1);
});

it('lets nobody in where the secret cannot be read', async () => {
  const { isToken, change } = setUp();
  change(new Error('denied'));
  await expect(isToken(OLD)).rejects.toThrow('denied');
});

/** A Secrets Manager that answers one call after the other. */
async function aSecretsManager(...answers: readonly [status: number, body: object][]) {
  const asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [status, body] = answers[asked.length] ?? answers.at(-1) ?? [500, {}];
      asked.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-AbCdEf';
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'not-a-real-key',
    sessionToken: 'session',
  };
  return { asked, arn, read: () => readSecret({ arn, credentials, endpoint: `http://127.0.0.1:${port}` }) };
}

it('the secret is asked for by its name, with a signature of the role', async () => {
  const { asked, arn, read } = await aSecretsManager([200, { SecretString: OLD }]);
  expect(await read()).toBe(OLD);
  expect(asked).toHaveLength(1);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ SecretId: arn });
  expect(asked[0]?.headers).toMatchObject({
    'x-amz-target': 'secretsmanager.GetSecretValue',
    'x-amz-security-token': 'session',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/secretsmanager\/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$/,
    ),
  });
});

it('a fault of the moment is tried again, a lasting one is told without what was said', async () => {
  const busy: [number, object] = [500, { __type: 'InternalServiceError' }];
  const once = await aSecretsManager(busy, [200, { SecretString: OLD }]);
  expect(await once.read()).toBe(OLD);
  const lasting = await aSecretsManager([400, { __type: 'AccessDeniedException', message: 'of a person' }]);
  const fault: unknown = await lasting.read().catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(SecretError);
  expect(fault).toHaveProperty('message', 'Secrets Manager answered 400 (AccessDeniedException).');
  expect(lasting.asked).toHaveLength(3);
});

it('a secret that is too short to be a token is none', async () => {
  const { read } = await aSecretsManager([200, { SecretString: 'short' }]);
  await expect(read()).rejects.toThrow();
});
