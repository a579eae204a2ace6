/** The columns by which a table is known, wherever it came from and whatever its file is called. */
const REQUIRED = {
  deals: ['deal_id', 'status', 'closed_on'],
  pipeline: [
    'opportunity_id',
    'sales_agent',
    'product',
    'account',
    'deal_stage',
    'engage_date',
    'close_date',
    'close_value',
  ],
  accounts: ['account', 'sector'],
  products: ['product', 'sales_price'],
  teams: ['sales_agent', 'regional_office'],
} as const;

export type Format = keyof typeof REQUIRED;
const FORMATS = ['deals', 'pipeline', 'accounts', 'products', 'teams'] as const satisfies readonly Format[];

export type Recognised =
  | { readonly kind: 'known'; readonly format: Format }
  /** Nearly one of ours. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'unknown' };

/** Tells by the header what a table is. */
export function recognise(columns: readonly string[]): Recognised {
  const missingIn = (format: Format) => REQUIRED[format].filter((name) => !columns.includes(name));
  const format = FORMATS.find((one) => missingIn(one).length === 0);
  if (format !== undefined) return { kind: 'known', format };
  // One column of two says nothing; two of three, or six of eight, are a header with a slip.
  const near = FORMATS.find((one) => missingIn(one).length <= REQUIRED[one].length / 3);
  return near === undefined ? { kind: 'unknown' } : { kind: 'incomplete', missing: missingIn(near) };
}

/** What to do about a header that is not one of ours. */
export function adviceFor(recognised: Exclude<Recognised, { kind: 'known' }>): string {
  if (recognised.kind === 'incomplete') {
    return `Not read, because of what is missing in its header: ${recognised.missing.join(', ')}. Add that to the export, and replay it again.`;
  }
  return 'Not understood and skipped: its header is neither that of deals (deal_id, status, closed_on, …) nor one of the four CRM tables.';
}
