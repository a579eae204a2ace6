/** Addresses of pages, and of forms that are filled in from a deal. */
export const dealPath = (dealId: string): string => `/deals/${encodeURIComponent(dealId)}`;
export const alertPath = (alertId: string): string => `/alerts/${encodeURIComponent(alertId)}`;
export const formPath = (kind: 'loss' | 'win' | 'mention', dealId: string): string =>
  `/report/${kind}?deal=${encodeURIComponent(dealId)}`;
