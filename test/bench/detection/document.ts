import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cells } from './cells.ts';
import { delayChart, promiseChart } from './charts.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const DOCUMENT = join(DOCS, 'detection.md');

/**
 * Puts the figures of a run into docs/detection.md, and draws its charts. What is written there by hand stays: each figure
 * has a place between two comments, `<!-- bench: promise -->` and `<!-- end -->`. What was not run stays as it is.
 */
export function writeDocument(found: ReadonlyMap<string, readonly string[]>, cells: Cells): void {
  const text = readFileSync(DOCUMENT, 'utf8').replaceAll(
    /<!-- bench: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g,
    (place: string, name: string) => {
      const lines = found.get(name);
      if (lines === undefined || lines.length === 0) return place;
      return `<!-- bench: ${name} -->\n${lines.join('\n').trimEnd()}\n<!-- end -->`;
    },
  );
  writeFileSync(DOCUMENT, text);
  if (cells.quiet.length === 0 || cells.surges.length === 0) return;
  mkdirSync(join(DOCS, 'detection'), { recursive: true });
  writeFileSync(join(DOCS, 'detection', 'promise.svg'), promiseChart(cells));
  writeFileSync(join(DOCS, 'detection', 'delays.svg'), delayChart(cells));
}
