import { moneyOf } from '../domain/deal.ts';
import { readableMoney } from '../domain/money.ts';
import { isUnknownCompetitor } from '../domain/names.ts';
import { REASON_LABELS, type ReasonCode } from '../domain/reasons.ts';
import type { LossReport } from '../domain/report.ts';

/** "Acme", or that nobody knows. */
export const competitorInWords = (name: string): string =>
  isUnknownCompetitor(name) ? 'a competitor nobody could name' : name;

/** How a deal was lost: "Lost to Acme". */
export function lossInWords({ outcome, competitor }: Pick<LossReport, 'outcome' | 'competitor'>): string {
  const against = competitor === undefined ? '' : `; ${competitorInWords(competitor)} was in the deal`;
  switch (outcome) {
    case 'competitor':
      return `Lost to ${competitorInWords(competitor ?? 'unknown')}`;
    case 'no_decision':
      return `Lost: no decision was made${against}`;
    case 'withdrawn':
      return `Lost: the customer withdrew${against}`;
    case 'unknown':
      return `Lost, and nobody knows to whom or what${against}`;
  }
}

export const moneyInWords = (report: {
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
}): string | undefined => {
  const money = moneyOf(report);
  return money && readableMoney(money);
};

export const reasonLabel = (code: ReasonCode): string => REASON_LABELS[code];
