import { configDefaults, defineConfig } from 'vitest/config';

/** These neither change the process nor replace a module, so their files may share one and need not load everything anew. */
const SHARING = 'test/{adapters,backtest,bench,domain,events,functions,store,web}/**/*.test.ts';

export default defineConfig({
  test: {
    // One for each core: left to itself, a machine of two cores runs one file at a time.
    maxWorkers: '100%',
    // A timeout only ends what hangs; on a busy machine everything may take long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'sharing', include: [SHARING], isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            SHARING,
            // These need a deployment: npm run test:deployed.
            ...(process.env.TANDEM_BASE_URL === undefined ? ['test/deployed/**'] : []),
          ],
        },
      },
    ],
  },
});
