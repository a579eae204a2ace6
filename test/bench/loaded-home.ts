import { fork } from 'node:child_process';
import { once } from 'node:events';

export type Question = 'now' | 'settle';

/** How a home stands. Shares are of the time since it was last asked. */
export interface Figures {
  readonly entries: number;
  /** Entries that the slowest projection has before it. */
  readonly backlog: number;
  /** Share of the time in which the event loop had something to do. */
  readonly busy: number;
  /** Processor time, in cores. */
  readonly cpu: number;
  readonly alerts: number;
  readonly messages: { readonly sales: number; readonly marketing: number };
  readonly deadLetters: number;
  readonly busiestItem: { readonly item: string; readonly writeUnits: number } | undefined;
}

export interface LoadedHome {
  readonly url: string;
  /** How it stands now, or when everything that was reported has had its consequences. */
  ask(question: Question): Promise<Figures>;
  end(): Promise<void>;
}

/** A home with some history in a process of its own. */
export async function startLoadedHome(folder: string, metered: boolean): Promise<LoadedHome> {
  const child = fork(new URL('./metered-home.ts', import.meta.url), [folder, metered ? 'metered' : ''], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The home ended with ${code}.`);
  });
  // Whoever ends it does not wait for an answer.
  ended.catch(() => {});
  const answer = async () => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  const url: string = await answer();
  return {
    url,
    ask(question) {
      child.send(question);
      return answer();
    },
    async end() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
