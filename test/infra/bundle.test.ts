import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/aws/bundle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The size is most of the time that a cold start takes. */
const MOST = 500_000;

const folder = temporaryFolder();
const sizes = await bundleFunctions(folder);

it('every function that has a composition is bundled', () => {
  const functions = join(import.meta.dirname, '../../functions');
  const composed = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'index.ts')));
  expect([...sizes.keys()].sort()).toEqual(composed);
});

it.each([...sizes])('%s is small: %i bytes', (_, bytes) => {
  expect(bytes).toBeLessThanOrEqual(MOST);
});

it('every bundle starts, and without its variables says which ones it needs', async () => {
  const script = `
    const said = {};
    for (const name of ${JSON.stringify([...sizes.keys()])}) {
      try { await import('${folder}/' + name + '/index.mjs'); said[name] = 'started'; }
      catch (fault) { said[name] = fault.name + ' ' + fault.message; }
    }
    console.log(JSON.stringify(said));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { AWS_REGION: 'eu-central-1' },
  });
  const said: Record<string, string> = JSON.parse(stdout);
  for (const name of sizes.keys()) {
    expect(said[name]).toMatch(/^EnvironmentError The function cannot start\. (TABLE_NAME|BUS_NAME): /);
  }
});
