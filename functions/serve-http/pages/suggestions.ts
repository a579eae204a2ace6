import type { Table } from '../../../shared/ports/table.ts';
import { offeredNames } from '../../../shared/store/names.ts';
import type { Suggestions } from '../../../shared/web/forms/common-fields.ts';

/** A list that is longer than this helps nobody, and makes the form slow on a phone. */
const MAX = 300;

/** The names that the forms offer. */
export async function suggestionsFrom(table: Table): Promise<Suggestions> {
  const { competitor, segment, region, product } = await offeredNames(table);
  return {
    competitor: offered(competitor),
    segment: offered(segment),
    region: offered(region),
    product: offered(product),
  };
}

const offered = (names: readonly string[]): readonly string[] => names.slice(0, MAX);
