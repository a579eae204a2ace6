import type { Query } from '../../ports/table.ts';
import { decodeCursor } from '../page-cursor.ts';
import { ITEM_COLUMNS } from './item-row.ts';
import { prefixEnd } from './key-prefix.ts';

interface Sql {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
}

interface Bound {
  readonly operator: '>' | '>=' | '<' | '<=';
  readonly sk: string;
}

/**
 * A query of the port as one range of one index of the database. Many items may have the same place in the sparse
 * index; the table's key behind it gives them a fixed order, so that pages neither repeat nor skip.
 */
export function querySql(query: Query): Sql {
  const [partition, sort, order] = query.onIndex
    ? ['index_pk', 'index_sk', ['index_sk', 'pk', 'sk']]
    : ['pk', 'sk', ['sk']];
  const conditions = [`${partition} = ?`];
  const parameters: (string | number)[] = [query.pk];

  const isDescending = query.direction === 'descending';
  const { lower, upper } = bounds(query);
  const [near, far] = isDescending ? [upper, lower] : [lower, upper];
  const start = decodeCursor(query);
  // A cursor lies within the range, so it takes the place of the bound at which the page would begin. With both,
  // SQLite walks from that bound to the cursor, and each page costs more than the one before.
  for (const bound of start === undefined ? [near, far] : [far]) {
    if (bound === undefined) continue;
    conditions.push(`${sort} ${bound.operator} ?`);
    parameters.push(bound.sk);
  }
  if (start !== undefined) {
    conditions.push(`(${order.join(', ')}) ${isDescending ? '<' : '>'} (${order.map(() => '?').join(', ')})`);
    parameters.push(...(start.index ? [start.index.sk, start.key.pk, start.key.sk] : [start.key.sk]));
  }

  const ordering = order.map((column) => `${column} ${isDescending ? 'DESC' : 'ASC'}`).join(', ');
  parameters.push(query.limit ?? -1); // SQLite takes a negative limit for none.
  return {
    text: `SELECT ${ITEM_COLUMNS} FROM items WHERE ${conditions.join(' AND ')} ORDER BY ${ordering} LIMIT ?`,
    parameters,
  };
}

function bounds({ sk }: Query): { readonly lower?: Bound | undefined; readonly upper?: Bound | undefined } {
  if (sk === undefined) return {};
  if ('prefix' in sk) return { lower: bound('>=', sk.prefix), upper: bound('<', prefixEnd(sk.prefix)) };
  return { lower: bound('>=', sk.from), upper: bound('<=', sk.to) };
}

function bound(operator: Bound['operator'], sk: string | undefined): Bound | undefined {
  return sk === undefined ? undefined : { operator, sk };
}
