import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

/**
 * `npm run test:kill [-- SEED …] [--kills N]`: kills Tandem fifty times, ten times for each of five seeds. A seed gives the
 * same requests and the same kind of deaths again, though not at the same instruction.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '10' } },
});
const seeds = positionals.length > 0 ? positionals : ['11', '12', '13', '14', '15'];
if (![values.kills, ...seeds].every((text) => /^[1-9]\d{0,6}$/.test(text))) {
  console.error('Usage: npm run test:kill -- [SEED ...] [--kills N], all of them whole numbers from 1 on.');
  process.exit(1);
}
process.env.TANDEM_KILLS = values.kills;
process.env.TANDEM_KILL_SEEDS = seeds.join(',');
const vitest = await startVitest('test', ['test/acceptance/kill.test.ts'], { watch: false });
await vitest.close();
