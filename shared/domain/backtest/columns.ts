/** The columns of a table of closed deals; the README says what stands in each. */
export const COLUMNS = [
  'deal_id',
  'status',
  'closed_on',
  'logged_at',
  'outcome',
  'primary_reason',
  'secondary_reasons',
  'competitor',
  'segment',
  'region',
  'product',
  'amount',
  'currency',
  'rep',
  'account',
  'note',
] as const;

export type Column = (typeof COLUMNS)[number];

export const REQUIRED: readonly Column[] = ['deal_id', 'status', 'closed_on'];

/** Where the columns stand in a record. */
export interface Columns {
  /** Names of all columns of the file, in small letters. */
  readonly names: readonly string[];
  /** Place of each known column; undefined where the file lacks it. */
  readonly places: Readonly<Partial<Record<Column, number>>>;
  /** Columns that nothing reads. */
  readonly unused: readonly string[];
}

export type Header =
  | { readonly kind: 'columns'; readonly columns: Columns }
  | { readonly kind: 'unusable'; readonly message: string };

/** Finds the columns by the header, in any order and case. */
export function columnsOf(header: readonly string[]): Header {
  const names = header.map((name) =>
    name
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  );
  const places: Partial<Record<Column, number>> = {};
  for (const column of COLUMNS) {
    const place = names.indexOf(column);
    if (place === -1) continue;
    if (names.includes(column, place + 1)) {
      return {
        kind: 'unusable',
        message: `Has the column ${column} twice. Remove one of them, or rename it.`,
      };
    }
    places[column] = place;
  }
  const missing = REQUIRED.filter((column) => places[column] === undefined);
  if (missing.length > 0) {
    const which = missing.length === 1 ? 'the column' : 'the columns';
    return {
      kind: 'unusable',
      message: `Lacks ${which} ${missing.join(', ')} in its header. Add ${missing.length === 1 ? 'it' : 'them'} to the export; the others are optional.`,
    };
  }
  const unused = names.filter((name) => name !== '' && !COLUMNS.some((column) => column === name));
  return { kind: 'columns', columns: { names, places, unused } };
}
