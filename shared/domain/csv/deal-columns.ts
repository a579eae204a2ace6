/** What the fields of a report are called as columns of a table of deals, where they have another name there. */
export const COLUMN_OF_FIELD: Readonly<Record<string, string>> = {
  dealId: 'deal_id',
  lostOn: 'closed_on',
  wonOn: 'closed_on',
  expectedCloseOn: 'expected_close_on',
  primaryReason: 'primary_reason',
  secondaryReasons: 'secondary_reasons',
  owner: 'rep',
};
