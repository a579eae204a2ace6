import { measureBacktest } from './backtest.ts';
import { measureLatency } from './latency.ts';
import { measureLoad } from './load.ts';
import { measureText } from './text.ts';
import { measureThroughput } from './throughput.ts';
import { measureUnits } from './units.ts';

/**
 * `npm run bench [units|throughput|latency|load|text|backtest …]`: figures about the whole system. Units are exact and the same on every
 * machine; seconds are this machine's, and only ratios of one run mean something elsewhere.
 */
const BENCHES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  units: measureUnits,
  throughput: measureThroughput,
  latency: measureLatency,
  load: measureLoad,
  text: measureText,
  backtest: measureBacktest,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
for (const [name, measure] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(
    `\n${name}${name === 'units' ? ' (takes about fifteen minutes: it fills a ledger with a million entries)' : ''}`,
  );
  for (const line of await measure()) console.log(`  ${line}`);
}
