/**
 * Why a deal was lost, as the rep reports it. Codes never change and are never deleted, because the ledger and every
 * export refer to them; a label may be edited.
 */
export const REASON_CODES = [
  'price',
  'product_gap',
  'relationship',
  'incumbent',
  'no_budget',
  'timing',
  'priority_change',
  'service_response',
  'trust_brand',
  'poor_fit',
  'unresponsive',
  'other',
  'unknown',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export const REASON_LABELS: Readonly<Record<ReasonCode, string>> = {
  price: 'Price or value not seen',
  product_gap: 'Missing feature or integration',
  relationship: 'They trusted the competitor more',
  incumbent: 'Stayed with what they have',
  no_budget: 'No budget, or it was cut',
  timing: 'Postponed',
  priority_change: 'Something else became more important',
  service_response: 'We were slow or our process failed',
  trust_brand: 'We were not known or felt risky',
  poor_fit: 'Should not have been pursued',
  unresponsive: 'Went silent',
  other: 'Something else (say what in the note)',
  unknown: 'I do not know',
};

/** How the reason reads in the middle of a sentence: "on price". */
export const reasonInSentence = (code: string): string => {
  const words: Readonly<Record<string, string>> = {
    product_gap: 'product gaps',
    relationship: 'relationship',
    incumbent: 'staying with what they have',
    no_budget: 'missing budget',
    timing: 'timing',
    priority_change: 'other priorities',
    service_response: 'our response',
    trust_brand: 'trust in our brand',
    poor_fit: 'poor fit',
    unresponsive: 'silence',
    other: 'other reasons',
    unknown: 'unknown reasons',
  };
  return words[code] ?? code.replaceAll('_', ' ');
};
