import { parseArgs } from 'node:util';
import * as z from 'zod';

export interface BenchOptions {
  readonly seed: number;
  /** Made-up teams of a cell; by default fewer where each is larger. */
  readonly teams: number | undefined;
  /** Beginnings of names of cells; empty for all. */
  readonly cells: readonly string[];
  readonly quick: boolean;
  readonly write: boolean;
}

const number = z.coerce.number().int().positive();

/** `[--teams N] [--cells NAME,...] [--seed N] [--quick] [--write]` */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      teams: { type: 'string' },
      cells: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  return {
    seed: number.parse(values.seed),
    teams: values.teams === undefined ? undefined : number.parse(values.teams),
    cells: values.cells.split(',').filter((name) => name !== ''),
    quick: values.quick,
    write: values.write,
  };
}

/** Is this cell asked for? */
export const isAsked = ({ cells }: BenchOptions, name: string): boolean =>
  cells.length === 0 || cells.some((beginning) => name.startsWith(beginning));
