import { benchOptions, isAsked } from './bench-options.ts';
import { runCells } from './cells.ts';
import { writeDocument } from './document.ts';
import { sections } from './sections.ts';
import { measureSpeed } from './speed.ts';

const NO_SUCH_CELL =
  'No cell has a name that begins like that. There are speed, quiet-40-usual, surge-200-6x-segment and so on.';

/**
 * The simulation of docs/detection.md on the shipped fold, beside the rules that people use instead, and the
 * speed of the fold.
 */
export async function measureDetection(args: readonly string[]): Promise<readonly string[]> {
  const options = benchOptions(args);
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 1000);
  const progress = (what: string) => console.error(`${seconds()} s: ${what}`);
  const speed = isAsked(options, 'speed')
    ? await measureSpeed(options.seed, options.quick)
    : { sizes: [], profile: [] };
  const cells = runCells(options, progress);
  progress('done');
  const found = sections({ cells, speed, options, seconds: seconds() });
  if (options.write) writeDocument(found, cells);
  const lines = [...found.values()].flatMap((section) => (section.length === 0 ? [] : [...section, '']));
  return lines.length > 0 ? lines : [NO_SUCH_CELL];
}
