import { setImmediate } from 'node:timers';

/** Work inside a transaction. It runs to its end at once; `afterCommit` calls a listener when its effect is on disk. */
type Work<Result> = (afterCommit: (listener: () => void) => void) => Result;

export interface GroupCommit {
  /** Resolves with the result of the work once it is on disk. If the work throws, nothing of it is stored. */
  transact<Result>(work: Work<Result>): Promise<Result>;
  /** Commits what waits, and takes nothing more. */
  close(): void;
}

interface Connection {
  exec(sql: string): void;
  readonly isTransaction: boolean;
}

interface Job {
  /** Does the work and gives back what to call once it is on disk. */
  run(afterCommit: (listener: () => void) => void): () => void;
  reject(error: unknown): void;
}

/** Bounds how long one group can block the event loop, and how much one failed commit takes with it. */
const GROUP_SIZE = 200;

/**
 * The price of a commit is one wait for the disk, whatever it contains. All work that was asked for in the same turn
 * of the event loop therefore shares one transaction. Each piece runs after the other in its own savepoint and sees
 * what those before it wrote; one that throws is undone alone. Nobody hears of success before the commit; if the
 * commit fails, nothing of the group is stored and everybody hears of it.
 */
export function createGroupCommit(connection: Connection): GroupCommit {
  const waiting: Job[] = [];
  let scheduled = false;
  let closed = false;

  function schedule(): void {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const group = waiting.splice(0, GROUP_SIZE);
      schedule();
      commitGroup(connection, group);
    });
  }

  return {
    transact<Result>(work: Work<Result>): Promise<Result> {
      if (closed) return Promise.reject(new Error('The database is closed.'));
      return new Promise((resolve, reject) => {
        const run: Job['run'] = (afterCommit) => {
          const result = work(afterCommit);
          return () => resolve(result);
        };
        waiting.push({ run, reject });
        schedule();
      });
    },
    close() {
      closed = true;
      while (waiting.length > 0) commitGroup(connection, waiting.splice(0, GROUP_SIZE));
    },
  };
}

function commitGroup(connection: Connection, jobs: readonly Job[]): void {
  if (jobs.length === 0) return;
  const settle: (() => void)[] = [];
  const listeners = new Set<() => void>();
  try {
    connection.exec('BEGIN IMMEDIATE');
    for (const job of jobs) settle.push(runInSavepoint(connection, job, listeners));
    connection.exec('COMMIT');
  } catch (error) {
    for (const job of jobs) job.reject(error);
    if (connection.isTransaction) connection.exec('ROLLBACK');
    return;
  }
  for (const tell of settle) tell();
  for (const listener of listeners) listener();
}

function runInSavepoint(connection: Connection, job: Job, listeners: Set<() => void>): () => void {
  const wanted: (() => void)[] = [];
  connection.exec('SAVEPOINT work');
  try {
    const tell = job.run((listener) => wanted.push(listener));
    connection.exec('RELEASE work');
    for (const listener of wanted) listeners.add(listener);
    return tell;
  } catch (error) {
    // After some faults (a full disk, for one) SQLite has already undone the whole transaction by itself.
    if (!connection.isTransaction) throw error;
    connection.exec('ROLLBACK TO work; RELEASE work');
    return () => job.reject(error);
  }
}
