import { describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../shared/adapters/local/database.ts';
import { createDurableQueues, type DurableQueues } from '../../shared/adapters/local/durable-queue.ts';
import { exponentialBackoff } from '../../shared/adapters/local/retry-policy.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import type { SetTimer } from '../../shared/adapters/local/timer.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Message, MessageHandler } from '../../shared/ports/queue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A clock that only moves when it is told to, and timers that follow it. */
function manualTime() {
  let now = 1_000_000;
  const timers = new Set<{ at: number; callback: () => void }>();
  const setTimer: SetTimer = (ms, callback) => {
    const timer = { at: now + ms, callback };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  return {
    clock: () => now,
    setTimer,
    timers,
    /** Sets the clock back. Timers count what passes and go by no clock. */
    setBack(ms: number) {
      now -= ms;
      for (const timer of timers) timer.at -= ms;
    },
    /** Moves on by so many milliseconds and calls the timers that are due on the way. */
    async advance(ms: number, settled: () => Promise<void>) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((x, y) => x.at - y.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.callback();
        await settled();
      }
      now = end;
    },
  };
}

function recordingLog() {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (decision: string, fields: object = {}) => {
      lines.push(`${level} ${decision} ${JSON.stringify(fields)}`);
    };
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  return { log, lines };
}

const retry = {
  maxAttempts: 5,
  backoff: exponentialBackoff({ firstMs: 100, capMs: 350, jitter: (ms) => ms }),
};
/** So long that no test meets it by accident. */
const pollMs = 3_600_000;

function setUp(folder = temporaryFolder(), time = manualTime()) {
  const { log, lines } = recordingLog();
  const database = openDatabase({ folder, lock: true });
  const { clock, setTimer } = time;
  const queues = createDurableQueues({ database, clock, log, retry, setTimer, pollMs });
  onTestFinished(async () => {
    await queues.stop();
    database.close();
  });
  const advance = (ms: number) => time.advance(ms, queues.idle);
  return { folder, time, database, queues, lines, advance };
}

const succeed = { failed: [] };

/** Remembers what was delivered, and answers by the function that it is given. */
function recordingHandler(answer: (messages: readonly Message[]) => readonly string[] = () => []) {
  const batches: string[][] = [];
  const handler: MessageHandler = async (messages) => {
    batches.push(messages.map(({ body, attempt }) => `${body}/${attempt}`));
    return { failed: answer(messages) };
  };
  return { handler, batches };
}

const failing = (...bodies: readonly string[]) => {
  return (messages: readonly Message[]) =>
    messages.filter(({ body }) => bodies.includes(body)).map(({ id }) => id);
};

function countMessages(database: Database): number {
  return database.statement('SELECT id FROM queue_messages').all().length;
}

describe('durable queues', () => {
  it('deliver what is sent, in order, and forget it', async () => {
    const { queues, database } = setUp();
    const { handler, batches } = recordingHandler();
    queues.subscribe('work', handler);
    await queues.start();
    await queues.send('work', 'a');
    await queues.idle();
    await queues.sendMany('work', ['b', 'c']);
    await queues.idle();
    expect(batches).toEqual([['a/1'], ['b/1', 'c/1']]);
    expect(countMessages(database)).toBe(0);
  });

  it('deliver at once, without waiting for any timer', async () => {
    const { queues, time } = setUp();
    const delivered = new Promise<string>((resolve) => {
      queues.subscribe('work', async ([message]) => {
        resolve(message?.body ?? '');
        return succeed;
      });
    });
    await queues.start();
    const timers = [...time.timers];
    await queues.send('work', 'a');
    expect(await delivered).toBe('a');
    expect([...time.timers]).toEqual(timers);
  });

  it('keep what was sent before there was a subscription or a start', async () => {
    const { queues } = setUp();
    const { handler, batches } = recordingHandler();
    await queues.send('early', 'a');
    queues.subscribe('early', handler);
    await queues.send('early', 'b');
    expect(batches).toEqual([]);
    await queues.start();
    await queues.idle();
    expect(batches).toEqual([['a/1', 'b/1']]);
  });

  it('deliver to a handler that subscribes while they run', async () => {
    const { queues } = setUp();
    const { handler, batches } = recordingHandler();
    await queues.start();
    await queues.send('late', 'a');
    queues.subscribe('late', handler);
    await queues.idle();
    expect(batches).toEqual([['a/1']]);
  });

  it('cut batches to size, and keep the order over a backlog', async () => {
    const { queues } = setUp();
    const { handler, batches } = recordingHandler();
    const bodies = Array.from({ length: 25 }, (_, n) => `${n}`);
    await queues.sendMany('work', bodies);
    queues.subscribe('work', handler);
    await queues.start();
    await queues.idle();
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(batches.flat()).toEqual(bodies.map((body) => `${body}/1`));

    const small = recordingHandler();
    queues.subscribe('small', small.handler, { batchSize: 2 });
    await queues.sendMany('small', ['a', 'b', 'c']);
    await queues.idle();
    expect(small.batches).toEqual([['a/1', 'b/1'], ['c/1']]);
  });

  it('call a handler once at a time, and different queues side by side', async () => {
    const { queues } = setUp();
    let running = 0;
    const most = { within: 0, across: 0 };
    let inOne = 0;
    const handler: MessageHandler = async () => {
      running += 1;
      most.across = Math.max(most.across, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return succeed;
    };
    queues.subscribe(
      'one',
      async (messages) => {
        inOne += 1;
        most.within = Math.max(most.within, inOne);
        const answer = await handler(messages);
        inOne -= 1;
        return answer;
      },
      { batchSize: 1 },
    );
    queues.subscribe('two', handler, { batchSize: 1 });
    await queues.start();
    await Promise.all(['one', 'two', 'one', 'two', 'one', 'two'].map((queue) => queues.send(queue, 'x')));
    await queues.idle();
    expect(most).toEqual({ within: 1, across: 2 });
  });

  it('let a handler send more, and are idle only after that', async () => {
    const { queues } = setUp();
    const end = recordingHandler();
    queues.subscribe('start', async (messages) => {
      for (const { body } of messages) void queues.send('end', `${body}!`);
      return succeed;
    });
    queues.subscribe('end', end.handler);
    await queues.start();
    void queues.send('start', 'a');
    await queues.idle();
    expect(end.batches).toEqual([['a!/1']]);
  });

  it('share a commit among the writes and sends of one turn', async () => {
    const { queues, database } = setUp();
    const table = createSqliteTable(database);
    const stored: number[] = [];
    table.onChange(() => stored.push(countMessages(database)));
    await Promise.all([
      table.write([{ put: { pk: 'p', sk: 's' }, data: {} }]),
      queues.send('work', 'a'),
      queues.send('work', 'b'),
    ]);
    expect(stored).toEqual([2]);
  });

  it('refuse a second handler for a queue', () => {
    const { queues } = setUp();
    queues.subscribe('work', async () => succeed);
    expect(() => queues.subscribe('work', async () => succeed)).toThrow('already has a handler');
  });
});

describe('a message that fails', () => {
  it('comes again after exactly the back-off, until it succeeds', async () => {
    const { queues, time, advance, database, lines } = setUp();
    const start = time.clock();
    const deliveries: string[] = [];
    queues.subscribe('work', async (messages) => {
      const [message] = messages;
      deliveries.push(`${message?.attempt} at ${time.clock() - start}`);
      return { failed: message !== undefined && message.attempt < 5 ? [message.id] : [] };
    });
    await queues.start();
    await queues.send('work', 'secret');
    await queues.idle();
    expect(deliveries).toEqual(['1 at 0']);
    await advance(99);
    expect(deliveries).toEqual(['1 at 0']);
    await advance(1);
    expect(deliveries).toEqual(['1 at 0', '2 at 100']);
    await advance(5000);
    expect(deliveries).toEqual(['1 at 0', '2 at 100', '3 at 300', '4 at 650', '5 at 1000']);
    expect(countMessages(database)).toBe(0);
    expect(await queues.deadLetters.list()).toEqual([]);
    expect(lines[0]).toBe(
      'warn message will be retried {"queue":"work","message":"1","attempt":1,"error":"ReportedByHandler","retryInMs":100}',
    );
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain('secret');
  });

  it('fails alone if the handler names it', async () => {
    const { queues, advance } = setUp();
    const { handler, batches } = recordingHandler((messages) =>
      failing('b')(messages.filter(({ attempt }) => attempt === 1)),
    );
    queues.subscribe('work', handler);
    await queues.sendMany('work', ['a', 'b', 'c']);
    await queues.start();
    await queues.idle();
    await advance(100);
    expect(batches).toEqual([['a/1', 'b/1', 'c/1'], ['b/2']]);
  });

  it('fails with its whole batch if the handler throws', async () => {
    const { queues, advance, lines } = setUp();
    const { handler, batches } = recordingHandler(([message]) => {
      if (message?.attempt === 1) throw new TypeError('about secret');
      return [];
    });
    queues.subscribe('work', handler);
    await queues.sendMany('work', ['a', 'b']);
    await queues.start();
    await queues.idle();
    await advance(100);
    expect(batches).toEqual([
      ['a/1', 'b/1'],
      ['a/2', 'b/2'],
    ]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('TypeError');
    expect(lines.join()).not.toContain('secret');
  });

  it('fails with its whole batch if the handler names a message that it did not get', async () => {
    const { queues, advance } = setUp();
    const { handler, batches } = recordingHandler(([message]) => (message?.attempt === 1 ? ['999'] : []));
    queues.subscribe('work', handler);
    await queues.sendMany('work', ['a', 'b']);
    await queues.start();
    await queues.idle();
    await advance(100);
    expect(batches).toEqual([
      ['a/1', 'b/1'],
      ['a/2', 'b/2'],
    ]);
  });

  it('becomes a dead letter with the reason that the handler gave, and no log has it', async () => {
    const { queues, lines } = setUp();
    const handler: MessageHandler = async ([first, second]) => ({
      failed: [first?.id ?? '', second?.id ?? ''],
      reasons: new Map([[first?.id ?? '', 'Alert S0001 is not stored.']]),
    });
    queues.subscribe('work', handler, { maxAttempts: 1 });
    await queues.sendMany('work', ['a', 'b']);
    await queues.start();
    await queues.idle();
    expect((await queues.deadLetters.list()).map(({ error }) => error)).toEqual([
      'Alert S0001 is not stored.',
      'The handler answered that this message failed.',
    ]);
    expect(await queues.deadLetters.count()).toBe(2);
    expect(lines.join()).not.toContain('S0001');
  });

  it('becomes a dead letter in the end, while the others of its queue go on', async () => {
    const { queues, advance, database, time, lines } = setUp();
    const { handler, batches } = recordingHandler(failing('poison'));
    queues.subscribe('work', handler, { maxAttempts: 3 });
    const start = time.clock();
    await queues.start();
    await queues.sendMany('work', ['poison', 'a']);
    await queues.idle();
    await queues.send('work', 'b');
    await queues.idle();
    await advance(100);
    await queues.send('work', 'c');
    await queues.idle();
    await advance(10_000);
    expect(batches).toEqual([['poison/1', 'a/1'], ['b/1'], ['poison/2'], ['c/1'], ['poison/3']]);
    expect(countMessages(database)).toBe(0);
    expect(await queues.deadLetters.list()).toEqual([
      {
        id: '1',
        queue: 'work',
        body: 'poison',
        attempts: 3,
        error: 'The handler answered that this message failed.',
        enqueuedAt: start,
        diedAt: start + 300,
      },
    ]);
    expect(lines.at(-1)).toBe(
      'error message became a dead letter {"queue":"work","message":"1","attempt":3,"error":"ReportedByHandler"}',
    );
  });
});

describe('dead letters', () => {
  async function withDeadLetters() {
    const setup = setUp();
    const answer = { failed: ['a', 'b', 'c'] as readonly string[] };
    const { handler, batches } = recordingHandler((messages) => failing(...answer.failed)(messages));
    setup.queues.subscribe('one', handler, { maxAttempts: 1 });
    setup.queues.subscribe('two', handler, { maxAttempts: 1 });
    await setup.queues.start();
    await setup.queues.sendMany('one', ['a', 'b']);
    await setup.queues.send('two', 'c');
    await setup.queues.idle();
    batches.length = 0;
    const mend = () => {
      answer.failed = [];
    };
    return { ...setup, batches, mend };
  }

  const bodies = async (queues: DurableQueues, queue?: string) =>
    (await queues.deadLetters.list(queue)).map(({ body }) => body);

  it('are listed by queue, with the last error', async () => {
    const { queues } = await withDeadLetters();
    expect(await bodies(queues)).toEqual(['a', 'b', 'c']);
    expect(await bodies(queues, 'one')).toEqual(['a', 'b']);
    expect(await bodies(queues, 'none')).toEqual([]);
  });

  it('keep the message of what was thrown', async () => {
    const { queues } = setUp();
    queues.subscribe(
      'work',
      async () => {
        throw new Error('no such competitor');
      },
      { maxAttempts: 1 },
    );
    await queues.start();
    await queues.send('work', 'a');
    await queues.idle();
    expect((await queues.deadLetters.list()).map(({ error }) => error)).toEqual(['no such competitor']);
  });

  it('are replayed by id, with all attempts ahead of them', async () => {
    const { queues, batches, mend } = await withDeadLetters();
    mend();
    expect(await queues.deadLetters.replay(['2', '999', 'x'])).toBe(1);
    await queues.idle();
    expect(batches).toEqual([['b/1']]);
    expect(await bodies(queues)).toEqual(['a', 'c']);
    expect(await queues.deadLetters.replay([])).toBe(0);
  });

  it('are replayed all, and die again if nothing was mended', async () => {
    const { queues, batches } = await withDeadLetters();
    expect(await queues.deadLetters.replay('all')).toBe(3);
    await queues.idle();
    expect(batches).toEqual([['a/1', 'b/1'], ['c/1']]);
    expect(await bodies(queues)).toEqual(['a', 'b', 'c']);
  });

  it('are delivered after a replay by another process, at the next poll', async () => {
    const { folder, batches, mend, time, advance } = await withDeadLetters();
    mend();
    const tool = openDatabase({ folder, lock: false });
    onTestFinished(() => tool.close());
    const { clock, setTimer } = time;
    const { log } = recordingLog();
    const replayed = createDurableQueues({ database: tool, clock, log, retry, setTimer }).deadLetters.replay(
      'all',
    );
    expect(await replayed).toBe(3);
    expect(batches).toEqual([]);
    await advance(pollMs);
    expect(batches.flat().sort()).toEqual(['a/1', 'b/1', 'c/1']);
  });
});

describe('a restart', () => {
  /** Leaves the messages claimed by a handler that never answers, as a kill would. */
  async function dieWhileHandling(
    folder: string,
    time: ReturnType<typeof manualTime>,
    sent: readonly string[],
  ) {
    const database = openDatabase({ folder, lock: true });
    const { clock, setTimer } = time;
    const queues = createDurableQueues({ database, clock, log: recordingLog().log, retry, setTimer, pollMs });
    const called = new Promise<void>((resolve) => {
      queues.subscribe(
        'work',
        () => {
          resolve();
          return new Promise(() => {});
        },
        { batchSize: 2 },
      );
    });
    await queues.sendMany('work', sent);
    await queues.start();
    await called;
    database.close();
    time.timers.clear();
  }

  it('delivers at once what the process before it had claimed, before what came later', async () => {
    const folder = temporaryFolder();
    const time = manualTime();
    await dieWhileHandling(folder, time, ['a', 'b', 'c']);
    const { queues, lines } = setUp(folder, time);
    const { handler, batches } = recordingHandler();
    queues.subscribe('work', handler);
    await queues.start();
    await queues.idle();
    expect(batches).toEqual([['a/2', 'b/2', 'c/1']]);
    expect(lines).toEqual(['info claims released {"messages":2}']);
  });

  it('does not release claims beside a running home', async () => {
    const folder = temporaryFolder();
    const { queues, time } = setUp(folder);
    let answer = (_: { failed: readonly string[] }) => {};
    const called = new Promise<void>((resolve) => {
      queues.subscribe('work', () => {
        resolve();
        return new Promise((give) => {
          answer = give;
        });
      });
    });
    await queues.start();
    await queues.send('work', 'a');
    await called;

    const tool = openDatabase({ folder, lock: false });
    onTestFinished(() => tool.close());
    const { clock, setTimer } = time;
    const beside = createDurableQueues({ database: tool, clock, log: recordingLog().log, retry, setTimer });
    const { handler, batches } = recordingHandler();
    beside.subscribe('work', handler);
    await beside.start();
    await beside.idle();
    await beside.stop();
    expect(batches).toEqual([]);
    answer(succeed);
    await queues.idle();
    expect(countMessages(tool)).toBe(0);
  });

  it('buries a message that took the process down with it as often as it may', async () => {
    const folder = temporaryFolder();
    const time = manualTime();
    for (let kill = 0; kill < retry.maxAttempts; kill += 1) {
      await dieWhileHandling(folder, time, kill === 0 ? ['poison'] : []);
    }
    const { queues } = setUp(folder, time);
    const { handler, batches } = recordingHandler();
    queues.subscribe('work', handler);
    await queues.send('work', 'a');
    await queues.start();
    await queues.idle();
    expect(batches).toEqual([['a/1']]);
    const [letter] = await queues.deadLetters.list();
    expect(letter).toMatchObject({ body: 'poison', attempts: 5 });
    expect(letter?.error).toContain('without an answer');
  });

  it('after a stop finds nothing claimed: the stop waits for the handler, and delivers no more', async () => {
    const { queues, database } = setUp();
    let finish = () => {};
    const { handler, batches } = recordingHandler();
    const called = new Promise<void>((resolve) => {
      queues.subscribe(
        'work',
        async (messages) => {
          resolve();
          await new Promise<void>((done) => {
            finish = done;
          });
          return handler(messages);
        },
        { batchSize: 1 },
      );
    });
    await queues.sendMany('work', ['a', 'b']);
    await queues.start();
    await called;
    let stopped = false;
    const stopping = queues.stop().then(() => {
      stopped = true;
    });
    await queues.idle();
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(batches).toEqual([['a/1']]);
    expect(database.statement('SELECT body, claimed FROM queue_messages').all()).toEqual([
      { body: 'b', claimed: 0 },
    ]);
    await queues.send('work', 'c');
    expect(batches).toHaveLength(1);
  });
});

describe('a handler that hangs', () => {
  it('is not called again past the visibility timeout, and its answer still counts', async () => {
    const { queues, database, time } = setUp();
    let answer = (_: { failed: readonly string[] }) => {};
    let calls = 0;
    const called = new Promise<void>((resolve) => {
      queues.subscribe(
        'work',
        () => {
          calls += 1;
          resolve();
          return new Promise((give) => {
            answer = give;
          });
        },
        { visibilityTimeoutMs: 1000 },
      );
    });
    await queues.start();
    await queues.send('work', 'a');
    await called;
    await time.advance(pollMs * 2, async () => {});
    expect(calls).toBe(1);
    answer(succeed);
    await queues.idle();
    expect(calls).toBe(1);
    expect(countMessages(database)).toBe(0);
  });
});

describe('a storage that fails', () => {
  it('stops nothing for good: the messages come again when it is back', async () => {
    const { queues, database, lines, advance } = setUp();
    const { handler, batches } = recordingHandler();
    queues.subscribe('work', handler);
    await queues.start();
    await queues.send('work', 'a');
    await queues.idle();
    database.statement('ALTER TABLE queue_messages RENAME TO elsewhere').run();
    await expect(queues.send('work', 'b')).rejects.toThrow('no such table');
    await expect(queues.idle()).rejects.toThrow('no such table');
    await advance(pollMs).catch(() => {});
    expect(lines.at(-1)).toContain('error queue stalled {"queue":"work","error":"no such table');
    database.statement('ALTER TABLE elsewhere RENAME TO queue_messages').run();
    await queues.send('work', 'c');
    await queues.idle();
    expect(batches).toEqual([['a/1'], ['c/1']]);
  });
});

describe('the back-off', () => {
  it('doubles up to its cap, and is spread by the jitter', () => {
    const plain = exponentialBackoff({ firstMs: 1000, capMs: 60_000, jitter: (ms) => ms });
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(plain)).toEqual([
      1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
    const half = exponentialBackoff({ firstMs: 1000, capMs: 60_000, jitter: (ms) => ms / 2 });
    expect(half(3)).toBe(2000);
  });
});

describe('a clock that is set back by an hour', () => {
  const HOUR = 3_600_000;

  it('hides no message that waits, under a home that runs', async () => {
    const { queues, time } = setUp();
    await queues.start();
    await queues.send('work', 'before');
    time.setBack(HOUR);
    const { handler, batches } = recordingHandler();
    queues.subscribe('work', handler);
    await queues.send('work', 'after');
    await queues.idle();
    expect(batches.flat()).toEqual(['before/1', 'after/1']);
  });

  it('hides no message that was sent before the start', async () => {
    const first = setUp();
    await first.queues.send('work', 'before');
    first.database.close();
    first.time.setBack(HOUR);
    const second = setUp(first.folder, first.time);
    const { handler, batches } = recordingHandler();
    second.queues.subscribe('work', handler);
    await second.queues.start();
    await second.queues.idle();
    expect(batches.flat()).toEqual(['before/1']);
  });

  it('makes a retry wait no longer than the time since the clock was last read', async () => {
    const { queues, time, advance } = setUp();
    const { handler, batches } = recordingHandler(failing('work'));
    queues.subscribe('q', handler);
    await queues.start();
    await queues.send('q', 'work');
    await queues.idle();
    time.setBack(HOUR);
    await advance(200);
    expect(batches.flat()).toEqual(['work/1', 'work/2']);
  });
});
