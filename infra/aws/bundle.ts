import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin, transform } from 'esbuild';
import { STYLE } from '../../shared/web/style.ts';

const ROOT = join(import.meta.dirname, '../..');
const FUNCTIONS = join(ROOT, 'functions');

/** Every function that has a composition for AWS. */
const functionNames = (): string[] =>
  readdirSync(FUNCTIONS).filter((name) => existsSync(join(FUNCTIONS, name, 'index.ts')));

/** The clients of AWS read their own version from their package.json, and need nothing else of it. */
const onlyVersions: Plugin = {
  name: 'only-versions',
  setup: ({ onLoad }) => {
    onLoad({ filter: /@aws-sdk\/client-[a-z-]+\/package\.json$/ }, ({ path }) => {
      const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** The stylesheet is a string in a module, so it has to be made small by itself. */
const smallStyle: Plugin = {
  name: 'small-style',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/shared\/web\/style\.ts$/ }, async ({ path }) => {
      const { code } = await transform(STYLE, { loader: 'css', minify: true });
      const contents = readFileSync(path, 'utf8').replace(/`[^`]*`/, () => JSON.stringify(code));
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Bundles all functions, a folder for each, and answers with the size in bytes of what each loads when it starts. What a
 * function imports only when it is needed comes into files of its own beside it.
 *
 * @param folder where the bundles go.
 */
export async function bundleFunctions(folder: string): Promise<ReadonlyMap<string, number>> {
  const sizes = functionNames().map(
    async (name) => [name, await bundleFunction(name, join(folder, name))] as const,
  );
  return new Map(await Promise.all(sizes));
}

async function bundleFunction(name: string, outdir: string): Promise<number> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { index: `functions/${name}/index.ts` },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    sourcemap: 'linked',
    // Without the sources, which have comments that nobody needs there: a line number in our repository is enough.
    sourcesContent: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    // Some packages are CommonJS, and ask for Node's modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module';const require=createRequire(import.meta.url);",
    },
    alias: {
      '@aws-sdk/credential-provider-node': './infra/aws/lambda-credentials.ts',
      '@aws-sdk/middleware-endpoint-discovery': './infra/aws/no-endpoint-discovery.ts',
      '@smithy/core/checksum': './infra/aws/node-hashes.ts',
      '@smithy/core/event-streams': './infra/aws/no-event-streams.ts',
    },
    plugins: [onlyVersions, smallStyle],
    legalComments: 'none',
    logLevel: 'warning',
  });
  return bytesAtStart(metafile);
}

/** The size of the entry and of all that it imports at once. */
function bytesAtStart({ outputs }: Metafile): number {
  const loaded = new Set(
    Object.keys(outputs).filter((path) => outputs[path]?.entryPoint?.endsWith('/index.ts')),
  );
  for (const path of loaded) {
    for (const one of outputs[path]?.imports ?? []) {
      if (one.kind === 'import-statement' && !one.external) loaded.add(one.path);
    }
  }
  return [...loaded].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}
