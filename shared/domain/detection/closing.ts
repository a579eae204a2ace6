/** One closed deal as the detectors see it. Made from a ledger entry, or from a row of a backtest. */
export interface Closing {
  /** Number of the ledger entry. */
  readonly seq: number;
  /** When the entry was recorded, milliseconds since 1970. Never decreases along the ledger. */
  readonly recordedAt: number;
  readonly dealId: string;
  readonly result: 'lost' | 'won';
  /** Key of the competitor that took the deal; absent when it was lost to nobody, or nobody knows to whom. */
  readonly competitor?: string | undefined;
  /** Primary reason code. Always there for a loss. */
  readonly reason?: string | undefined;
  /** Key of the segment. */
  readonly segment?: string | undefined;
  /** Minor units. */
  readonly money?: { readonly amount: number; readonly currency: string } | undefined;
  readonly rep?: string | undefined;
  readonly account?: string | undefined;
  /** Days since 1970-01-01 of the day the deal was closed. */
  readonly closedOn: number;
}
