import type { Said, Watched } from '../../../shared/domain/backtest/backtest.ts';
import type { Fault } from '../../../shared/domain/backtest/row.ts';

interface Summary {
  /** Rows of the file that are not blank, without the header. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Alarms that were told, muted ones included. */
  readonly alarms: number;
  /** Quarters of thirteen weeks that were watched. */
  readonly quarters: number;
  readonly seconds: number;
}

export interface Ending {
  readonly summary: Summary;
  readonly watched: Watched;
  /** How the file was read, where that is not what one would expect. */
  readonly notes: readonly string[];
}

/** How a backtest is told. Where a function gives text, it is due at that moment; it may be none. */
export interface Report {
  rejected(fault: Fault, line: number): string;
  /** A deal was closed, at this moment of the ledger. */
  counted(recordedAt: number): void;
  said(said: Said): string;
  end(ending: Ending): string;
}
