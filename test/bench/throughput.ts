import { spawn } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { withFolder } from './bench-folder.ts';
import { lossReport } from './loss-report.ts';

const CONNECTIONS = 32;
const SECONDS = 10;
const MAIN = join(import.meta.dirname, '../../infra/local/main.ts');

/** Loss reports a second through HTTP, against a home in a process of its own. */
export const measureThroughput = (): Promise<string[]> =>
  withFolder(async (folder) => {
    const home = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, '--port', '0', '--data', folder],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    try {
      const url = await addressOf(home.stdout);
      const { requests, latency, non2xx, errors } = await load(url);
      return [
        `${Math.round(requests.average)} reports a second, ${CONNECTIONS} connections, ${SECONDS} seconds`,
        `answer: median ${latency.p50} ms, 99 % within ${latency.p99} ms; refused ${non2xx}, failed ${errors}`,
      ];
    } finally {
      home.kill('SIGKILL');
    }
  });

function load(url: string): Promise<autocannon.Result> {
  let count = 0;
  return autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [{ setupRequest: (request) => ({ ...request, ...lossReport(count++) }) }],
  });
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += chunk;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`The home did not start: ${text}`);
}
