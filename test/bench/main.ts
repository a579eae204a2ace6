import { measureAllLosses } from './all-losses.ts';
import { measureBacktest } from './backtest.ts';
import { measureDetection } from './detection/measure-detection.ts';
import { measureLatency } from './latency.ts';
import { measureLoad } from './load.ts';
import { measureText } from './text.ts';
import { measureThroughput } from './throughput.ts';
import { measureUnits } from './units.ts';
import { measureWinRates } from './win-rates.ts';

/**
 * `npm run bench [units|throughput|latency|load|text|backtest|detection|win-rates|all-losses …]`: figures about the whole system. Units are exact and
 * the same on every machine; seconds are this machine's, and only ratios of one run mean something elsewhere. Options after
 * the names, as in `npm run bench -- detection --quick`, are read by the benches that have some.
 */
const BENCHES: Readonly<Record<string, (options: readonly string[]) => Promise<readonly string[]>>> = {
  units: measureUnits,
  throughput: measureThroughput,
  latency: measureLatency,
  load: measureLoad,
  text: measureText,
  backtest: measureBacktest,
  detection: measureDetection,
  'win-rates': measureWinRates,
  'all-losses': measureAllLosses,
};

const given = process.argv.slice(2);
const firstOption = given.findIndex((one) => one.startsWith('--'));
const asked = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);
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
  for (const line of await measure(options)) console.log(`  ${line}`);
}
