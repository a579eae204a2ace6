import type { Report } from '../../../shared/domain/decide-report.ts';
import type { Refusal } from './refusal.ts';

/** Where a report came from, for the words about it. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  /** What the fields of the API are called in that file. */
  readonly columnOf: Readonly<Record<string, string>>;
}

/** One request to the API, as yet unchecked, and the day on which it is made. */
export interface DatedReport {
  readonly kind: Exclude<Report['kind'], 'withdraw' | 'withdraw-mention'>;
  readonly dealId: string;
  /** The JSON body. Absent cells are undefined, and so left out. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Days since 1970-01-01; undefined where the export does not say: then it comes last. */
  readonly day: number | undefined;
  readonly origin: Origin;
}

/** What a file, or several that belong together, came to. */
export interface Mapped {
  readonly rows: number;
  readonly reports: readonly DatedReport[];
  /** Rows that no report could be made of. */
  readonly refused: readonly Refusal[];
  /** What was done to the data on the way, in words, and how often. */
  readonly findings: ReadonlyMap<string, number>;
}

export interface HttpCall {
  readonly method: 'PUT' | 'POST';
  readonly path: string;
}

/** The call of the API that takes a report. */
export function callFor({ kind, dealId }: Pick<DatedReport, 'kind' | 'dealId'>): HttpCall {
  const path = `/api/deals/${encodeURIComponent(dealId)}`;
  switch (kind) {
    case 'update':
      return { method: 'PUT', path };
    case 'loss':
    case 'win':
      return { method: 'PUT', path: `${path}/${kind}` };
    case 'mention':
      return { method: 'POST', path: `${path}/mentions` };
  }
}
