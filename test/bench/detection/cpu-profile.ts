import { Session } from 'node:inspector/promises';

export interface Share {
  readonly name: string;
  /** Of all samples, while the function itself ran and nothing that it called. */
  readonly share: number;
}

/** Runs something under V8's sampling profiler, and tells which functions it was in most often. */
export async function profiled(run: () => void, most: number): Promise<readonly Share[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    run();
    const { profile } = await session.post('Profiler.stop');
    const hits = new Map<string, number>();
    let all = 0;
    for (const { callFrame, hitCount = 0 } of profile.nodes) {
      const file = callFrame.url.split('/').at(-1) ?? '';
      const name = `${callFrame.functionName || 'an arrow function'}${file === '' ? '' : ` in ${file}`}`;
      hits.set(name, (hits.get(name) ?? 0) + hitCount);
      all += hitCount;
    }
    return [...hits]
      .map(([name, count]) => ({ name, share: count / all }))
      .sort((one, other) => other.share - one.share)
      .slice(0, most);
  } finally {
    session.disconnect();
  }
}
