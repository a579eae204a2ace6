import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { compileEventPattern } from '../../shared/events/pattern/compile-event-pattern.ts';

const folder = resolve(import.meta.dirname, '../../../shared/data/eventbridge');
const isMissing = !existsSync(folder);
const why = isMissing ? ` (skipped, because there is no ${folder})` : '';

const casesSchema = z.array(
  z.object({ name: z.string(), rule: z.unknown(), event: z.unknown(), expected: z.boolean() }),
);

const read = (file: string) => readFileSync(resolve(folder, file), 'utf8');
const parseLines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));

it.skipIf(isMissing).each([
  { file: 'pattern-cases.json', count: 51, parse: (text: string): unknown => JSON.parse(text) },
  { file: 'pattern-fuzz-cases.ndjson', count: 3_021, parse: parseLines },
])(`agrees with aws/event-ruler 2.0.1 on the $count cases of $file${why}`, ({ file, count, parse }) => {
  const cases = casesSchema.parse(parse(read(file)));
  const mismatches = cases.filter(
    ({ rule, event, expected }) => compileEventPattern(rule)(event) !== expected,
  );

  expect(cases).toHaveLength(count);
  expect(mismatches.slice(0, 3), `${mismatches.length} of ${count} cases differ; the first`).toEqual([]);
});
