import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need a deployment: npm run test:deployed.
    exclude: process.env.TANDEM_BASE_URL === undefined ? ['test/deployed/**'] : [],
    // One for each core: left to itself, a machine of two cores runs one file at a time.
    maxWorkers: '100%',
    // A timeout only ends what hangs; on a busy machine everything may take long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
