import { describe, expect, it } from 'vitest';
import { each, eachGroup } from '../../functions/each.ts';
import { recordingLog } from '../support/logs.ts';
import { aMessage } from '../support/messages.ts';

function handling(handle: (body: unknown) => Promise<void>) {
  const { log, lines } = recordingLog();
  return { handler: each(log, handle), lines };
}

describe('a batch of messages', () => {
  it('is handled one after the other, in order', async () => {
    const seen: string[] = [];
    const { handler } = handling(async (body) => {
      seen.push(`begin ${body}`);
      await Promise.resolve();
      seen.push(`end ${body}`);
    });
    expect(await handler([aMessage('a'), aMessage('b')])).toEqual({ failed: [] });
    expect(seen).toEqual(['begin a', 'end a', 'begin b', 'end b']);
  });

  it('names those that failed, and handles the others', async () => {
    const seen: unknown[] = [];
    const { handler, lines } = handling(async (body) => {
      if (body === 'bad') throw new RangeError('The note of Northwind was "secret".');
      seen.push(body);
    });
    const messages = [aMessage('a'), aMessage('bad', { attempt: 3 }), aMessage('b'), aMessage('bad')];
    expect(await handler(messages)).toMatchObject({ failed: [messages[1]?.id, messages[3]?.id] });
    expect(seen).toEqual(['a', 'b']);
    expect(lines[0]).toEqual({
      level: 'error',
      decision: 'message failed',
      messageId: messages[1]?.id,
      attempt: 3,
      fault: 'RangeError',
    });
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it.each([
    ['is not JSON', '{'],
    ['is empty', ''],
  ])('survives a body that %s', async (_, body) => {
    const seen: unknown[] = [];
    const { handler } = handling(async (one) => void seen.push(one));
    const bad = aMessage('', { body });
    expect(await handler([bad, aMessage('good')])).toMatchObject({ failed: [bad.id] });
    expect(seen).toEqual(['good']);
  });

  it('survives a handler that throws no error', async () => {
    const { handler, lines } = handling(() => Promise.reject('a text'));
    const bad = aMessage(1);
    expect(await handler([bad])).toEqual({ failed: [bad.id], reasons: new Map([[bad.id, 'a text']]) });
    expect(lines[0]?.fault).toBe('unknown');
  });

  it('tells what the fault said, cut where it is long, and logs nothing of it', async () => {
    const { handler, lines } = handling(async (body) => {
      throw new Error(`Alert S0001 is not stored. ${body}`);
    });
    const [short, long] = [aMessage(''), aMessage('x'.repeat(1_000))];
    const { reasons } = await handler([short, long]);
    expect(reasons?.get(short.id)).toBe('Alert S0001 is not stored. ');
    expect(reasons?.get(long.id)).toHaveLength(300);
    expect(JSON.stringify(lines)).not.toContain('S0001');
  });

  it('may be empty', async () => {
    expect(await handling(() => Promise.reject(new Error('Nobody asked.'))).handler([])).toEqual({
      failed: [],
    });
  });
});

describe('a batch of messages in groups', () => {
  const first = (body: unknown) => String(body)[0];

  it('is handled a group at a time, where its first message stands, and alone what has no group', async () => {
    const seen: unknown[] = [];
    const { log } = recordingLog();
    const groupOf = (body: unknown) => (first(body) === 'x' ? undefined : first(body));
    const handler = eachGroup(log, groupOf, async (bodies) => void seen.push(bodies));
    const messages = ['a1', 'x1', 'b1', 'a2', 'x2'].map((body) => aMessage(body));
    expect(await handler(messages)).toEqual({ failed: [] });
    expect(seen).toEqual([['a1', 'a2'], ['x1'], ['b1'], ['x2']]);
  });

  it('fails only the message that cannot be handled', async () => {
    const seen: unknown[] = [];
    const { log, lines } = recordingLog();
    const handler = eachGroup(log, first, async (bodies) => {
      if (bodies.includes('a2')) throw new RangeError('bad');
      seen.push(bodies);
    });
    const messages = ['a1', 'a2', 'a3', 'b1'].map((body) => aMessage(body));
    expect(await handler(messages)).toEqual({
      failed: [messages[1]?.id],
      reasons: new Map([[messages[1]?.id, 'bad']]),
    });
    expect(seen).toEqual([['a1'], ['a3'], ['b1']]);
    expect(lines).toHaveLength(1);
  });
});
