/**
 * How a sentence about a field begins. Singular, so that every message of the schemas fits behind it. In the order in
 * which the fields stand in the forms.
 */
export const SUBJECTS = {
  dealId: 'Deal id',
  account: 'Customer',
  outcome: 'How it ended',
  competitor: 'Competitor',
  threat: 'Threat',
  primaryReason: 'Main reason',
  amount: 'Amount',
  currency: 'Currency',
  expectedCloseOn: 'Expected close',
  incumbent: 'Already in use there',
  owner: 'Your name',
  lostOn: 'The day it was lost',
  wonOn: 'The day it was won',
  heardOn: 'The day you heard of it',
  segment: 'Segment',
  region: 'Region',
  product: 'Product',
  stage: 'Stage',
  secondaryReasons: 'The list of other reasons',
  note: 'The note',
  team: 'The team',
  by: 'Your name',
  stance: 'What your team makes of it',
  action: 'What your team does',
} as const;
