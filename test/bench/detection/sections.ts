import type { BenchOptions } from './bench-options.ts';
import type { Cells } from './cells.ts';
import { CONDITIONS } from './conditions.ts';
import { RISKY } from './explored/variants.ts';
import { delayTable, promiseTable, rivalTable } from './figures.ts';
import { type Entrant, TANDEM } from './line-up.ts';
import { reachedTable } from './reached-table.ts';
import type { Speed } from './speed.ts';
import { profileTable, speedTable } from './speed-table.ts';
import { VOLUMES } from './targets.ts';
import { teamsOf } from './teams.ts';

interface Found {
  readonly cells: Cells;
  readonly speed: Speed;
  readonly options: BenchOptions;
  /** How long the run took. */
  readonly seconds: number;
}

/** Tables one under the other; those without figures are left out. */
const stacked = (tables: readonly (readonly string[])[]): readonly string[] =>
  tables.flatMap((lines) => (lines.length === 0 ? [] : [...lines, '']));

const isRival = ({ setting }: Entrant): boolean => setting !== 'variant';
const isVariant = ({ setting }: Entrant): boolean => setting === 'variant' || setting === 'shipped';

/** What the bench says, by the name of the place that docs/detection.md has for it. */
export function sections({ cells, speed, options, seconds }: Found): ReadonlyMap<string, readonly string[]> {
  const [usual, ...others] = CONDITIONS;
  const teams = VOLUMES.map((volume) => `${teamsOf(volume, options)} with ${volume} losses a month`);
  const run = `Seed ${options.seed}; in each cell ${teams.join(', ')}. The run took ${Math.ceil(seconds / 60)} minutes.`;
  return new Map([
    ['run', options.cells.length > 0 ? [] : [run]],
    ['promise', promiseTable(cells, (entrant) => entrant === TANDEM)],
    ['rivals', rivalTable(cells, usual.name, isRival)],
    ['rivals-elsewhere', stacked(others.map(({ name }) => rivalTable(cells, name, isRival)))],
    ['delays', stacked(VOLUMES.map((volume) => delayTable(cells, volume, isRival)))],
    ['variants', rivalTable(cells, usual.name, isVariant)],
    ['variant-delays', stacked(VOLUMES.map((volume) => delayTable(cells, volume, isVariant)))],
    ['risky', promiseTable(cells, (entrant) => entrant === RISKY)],
    ['reached', reachedTable(cells)],
    ['speed', speedTable(speed)],
    ['profile', profileTable(speed)],
  ]);
}
