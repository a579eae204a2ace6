/**
 * Why a deal was lost, as the rep reports it. Codes never change and are never deleted, because the ledger and every
 * export refer to them; a label may be edited.
 */
export interface Reason {
  readonly label: string;
  /** Can we do something about it? */
  readonly controllable: 'yes' | 'partly' | 'slowly' | 'by targeting' | 'no' | 'unclear';
  /** Who looks at it first. */
  readonly owner: 'sales' | 'marketing' | 'both';
}

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

export const REASONS: Readonly<Record<ReasonCode, Reason>> = {
  price: { label: 'Price or value not seen', controllable: 'yes', owner: 'both' },
  product_gap: { label: 'Missing feature or integration', controllable: 'slowly', owner: 'marketing' },
  relationship: { label: 'They trusted the competitor more', controllable: 'yes', owner: 'sales' },
  incumbent: { label: 'Stayed with what they have', controllable: 'partly', owner: 'both' },
  no_budget: { label: 'No budget, or it was cut', controllable: 'no', owner: 'marketing' },
  timing: { label: 'Postponed', controllable: 'partly', owner: 'marketing' },
  priority_change: { label: 'Something else became more important', controllable: 'no', owner: 'sales' },
  service_response: { label: 'We were slow or our process failed', controllable: 'yes', owner: 'sales' },
  trust_brand: { label: 'We were not known or felt risky', controllable: 'yes', owner: 'marketing' },
  poor_fit: { label: 'Should not have been pursued', controllable: 'by targeting', owner: 'both' },
  unresponsive: { label: 'Went silent', controllable: 'partly', owner: 'sales' },
  other: { label: 'Something else (say what in the note)', controllable: 'unclear', owner: 'both' },
  unknown: { label: 'I do not know', controllable: 'unclear', owner: 'sales' },
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
