import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TandemProcess {
  /** Where it listens. Rejects where it ended before it said so. */
  readonly url: Promise<string>;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

/** `npm start` as a process of its own, killed at the latest with the test. */
export function spawnTandem(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): TandemProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'infra/local/main.ts', ...args],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH, TANDEM_TIME_ZONE: 'UTC', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (part: Buffer) => {
      stdout += part;
      const [, found] = /Log a deal +(http:\/\/\S+?)\/?\n/.exec(stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.stderr?.on('data', (part: Buffer) => {
      stderr += part;
    });
    ended.then(() => reject(new Error(`Tandem ended before it listened:\n${stdout}${stderr}`)), reject);
  });
  // Whoever only waits for the end need not hear that it never listened.
  url.catch(() => {});
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { url, ended, kill: (signal) => void child.kill(signal) };
}
