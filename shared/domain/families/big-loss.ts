import * as z from 'zod';
import { TEAMS } from '../alerts/teams.ts';
import {
  type BigLossState,
  bigLossStateSchema,
  bigLoss as fold,
  judgedAgain,
} from '../detection/big-loss/big-loss.ts';
import { decimalOf, readableMoney } from '../money.ts';
import type { AlarmFamily } from './family.ts';

const figures = z.object({
  kind: z.literal('big-loss'),
  /** Minor units of `currency`. */
  amount: z.int(),
  threshold: z.int(),
  currency: z.string(),
  /** `configured`: the operator set the amount. `percentile`: the 95th percentile of the last year's lost amounts. */
  basis: z.enum(['configured', 'percentile']),
});
export type BigLossFigures = z.output<typeof figures>;

/** A single lost deal is large. */
export const bigLoss: AlarmFamily<BigLossFigures, BigLossState> = {
  name: 'big-loss',
  letter: 'B',
  audience: TEAMS,
  wakes: { on: ['DealLost', 'DealWon', 'ReportWithdrawn'], onlyAmounts: true },
  partOfPromise: 0,
  endangersDeals: false,
  figures,
  title({ figures: { amount, currency } }, { competitor }) {
    const money = readableMoney({ amount, currency });
    return competitor === undefined
      ? `A large deal was lost: ${money}`
      : `${competitor} took a large deal: ${money}`;
  },
  sentences({ figures: { amount, threshold, currency, basis } }, { competitor }) {
    const money = readableMoney({ amount, currency });
    const large = readableMoney({ amount: threshold, currency });
    return [
      competitor === undefined
        ? `A deal worth ${money} was lost.`
        : `${competitor} took a deal worth ${money}.`,
      basis === 'configured'
        ? `Every loss of ${large} or more is reported at once.`
        : `Only about 1 in 20 of the deals lost in the last year was as large (${large} or more).`,
    ];
  },
  published: ({ amount, threshold, currency, basis }) => ({
    amount: decimalOf({ amount, currency }),
    threshold: decimalOf({ amount: threshold, currency }),
    currency,
    basis,
  }),
  state: bigLossStateSchema,
  fold,
  // It judges amounts; the competitor only stands beside them.
  byCompetitor: false,
  corrections: { kind: 'judge', judgedAgain },
};
