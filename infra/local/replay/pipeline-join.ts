import { nameKey } from '../../../shared/domain/names.ts';
import type { CsvTable } from './csv-table.ts';
import type { Findings } from './findings.ts';

/** The tables beside the pipeline; any of them may be missing. */
export interface Lookups {
  readonly accounts: readonly CsvTable[];
  readonly products: readonly CsvTable[];
  readonly teams: readonly CsvTable[];
}

/** What a row of the pipeline names. */
interface Named {
  readonly account: string;
  readonly product: string;
  readonly sales_agent: string;
}

/** What the tables know of it together. */
export interface Joined {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly listPrice: string | undefined;
}

/** Looks up what the other tables know of a row. Names are matched without regard to case, spaces and punctuation. */
export function createJoin(lookups: Lookups, findings: Findings): (row: Named) => Joined {
  const sectors = indexed(lookups.accounts, 'account', 'sector');
  const prices = indexed(lookups.products, 'product', 'sales_price');
  const productNames = indexed(lookups.products, 'product', 'product');
  const regions = indexed(lookups.teams, 'sales_agent', 'regional_office');
  return ({ account, product, sales_agent }) => {
    const segment = sectors.get(nameKey(account));
    const region = regions.get(nameKey(sales_agent));
    const productName = productNames.get(nameKey(product));
    if (account === '') findings.add('rows without an account: account and segment left out');
    else if (segment === undefined) findings.add('accounts that the accounts do not list: no segment');
    if (region === undefined) findings.add('sales agents that the teams do not list: no region');
    if (productName === undefined) findings.add('products that the products do not list: no list price');
    else if (productName !== product) {
      findings.add('products spelled otherwise than in the list of products: spelled as there');
    }
    return {
      fields: {
        account: account || undefined,
        segment,
        region,
        product: productName ?? (product || undefined),
        owner: sales_agent || undefined,
      },
      listPrice: prices.get(nameKey(product)),
    };
  };
}

function indexed(tables: readonly CsvTable[], key: string, value: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { cells } of tables.flatMap(({ rows }) => rows)) {
    const text = cells[value] ?? '';
    if (text !== '') found.set(nameKey(cells[key] ?? ''), text);
  }
  return found;
}
