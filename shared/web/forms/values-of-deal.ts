import { currentFields, type Deal } from '../../domain/deal.ts';
import type { LossReport, OpenDealReport, WinReport } from '../../domain/report.ts';
import { amountInField } from './amount-as-typed.ts';
import { PREFILLED, type Prefilled } from './common-fields.ts';

/** What stands in a form before anybody types, by field name. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A report or an open deal as the values of a form. */
function valuesOf({ amount, currency, ...rest }: Partial<OpenDealReport>): FieldValues {
  return {
    ...rest,
    ...(amount !== undefined &&
      currency !== undefined && { amount: amountInField(amount, currency), currency }),
  };
}

/** The form about an open deal, or about a closed one that is to be closed otherwise. */
export const valuesOfDeal = (deal: Deal): FieldValues => ({
  ...valuesOf(currentFields(deal)),
  ...about(deal, 'deal'),
});

/** The form that corrects the report in force. */
export const valuesOfReport = (deal: Deal, report: LossReport | WinReport): FieldValues => ({
  ...report,
  ...valuesOf(report),
  ...about(deal, 'report'),
});

/** The form that says more about an open deal. */
export const valuesOfOpenDeal = (deal: Deal): FieldValues => ({
  ...valuesOf(deal.open),
  ...about(deal, 'deal'),
});

const about = (deal: Deal, prefilled: Prefilled) => ({ dealId: deal.id, [PREFILLED]: prefilled });
