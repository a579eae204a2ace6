/** Addresses of pages, and of forms that are filled in from a deal. */
export const dealPath = (dealId: string): string => `/deals/${encodeURIComponent(dealId)}`;
export const alertPath = (alertId: string): string => `/alerts/${encodeURIComponent(alertId)}`;
export const competitorPath = (key: string): string => `/competitors/${encodeURIComponent(key)}`;
/** Where one decides about the merge of a name, with what would change once it is said into which. */
export const mergePath = (key: string, into?: string): string =>
  `${competitorPath(key)}/merge${into === undefined ? '' : `?into=${encodeURIComponent(into)}`}`;
export const formPath = (kind: 'loss' | 'win' | 'mention', dealId: string): string =>
  `/report/${kind}?deal=${encodeURIComponent(dealId)}`;
/** The correction of a report, with a competitor filled in. */
export const correctionPath = (kind: 'loss' | 'win', dealId: string, competitor: string): string =>
  `${formPath(kind, dealId)}&competitor=${encodeURIComponent(competitor)}`;
export const BACKTEST_PATH = '/backtest';
