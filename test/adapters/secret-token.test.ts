import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { createTokenCheck } from '../../shared/adapters/aws/secret-token.ts';
import { aClock, MINUTE } from '../support/clock.ts';

const secrets = mockClient(SecretsManagerClient);
const OLD = 'old-token-of-enough-length';
const NEW = 'new-token-of-enough-length';

beforeEach(() => {
  secrets.reset();
  secrets.on(GetSecretValueCommand).resolves({ SecretString: OLD });
});

function setUp() {
  const clock = aClock();
  const client = new SecretsManagerClient({ region: 'eu-central-1' });
  return {
    clock,
    isToken: createTokenCheck({ client, secretId: 'token', clock }),
    reads: () => secrets.commandCalls(GetSecretValueCommand).length,
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
  const { clock, isToken, reads } = setUp();
  await isToken(OLD);
  secrets.on(GetSecretValueCommand).resolves({ SecretString: NEW });
  clock.advance(MINUTE);
  expect(await isToken(NEW)).toBe(true);
  expect(await isToken(OLD)).toBe(false);
  expect(reads()).toBe(2);
});

it('forgets what it knows after five minutes', async () => {
  const { clock, isToken } = setUp();
  expect(await isToken(OLD)).toBe(true);
  secrets.on(GetSecretValueCommand).resolves({ SecretString: NEW });
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
  const { isToken } = setUp();
  secrets.on(GetSecretValueCommand).rejects(new Error('denied'));
  await expect(isToken(OLD)).rejects.toThrow('denied');
});
