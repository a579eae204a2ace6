import * as z from 'zod';
import { alert } from '../../../shared/domain/alerts/alert.ts';
import { watchAllLosses } from '../../../shared/store/all-losses.ts';
import { listPatterns } from '../../../shared/store/patterns.ts';
import { listWinRates } from '../../../shared/store/win-rates.ts';
import type { Operation } from '../operation.ts';
import { allLossesDocument } from './all-losses-document.ts';
import { driftDocument } from './drift-document.ts';
import { recoveryDocument } from './recovery-document.ts';
import { winRatesDocument } from './win-rates-document.ts';

const patternDocument = z.object({
  family: z.enum(['loss-surge']),
  key: z.string(),
  title: z.string(),
  pattern: alert.shape.pattern,
  usualShare: z.number().describe('Share of closed deals before the last five weeks'),
  usualBetween: z.tuple([z.number(), z.number()]).describe('Where that share lies with 95 % confidence'),
  matches: z.int().describe('Matching losses in the current run; 0 where no run is on'),
  of: z.int().describe('Closed deals in the current run; 0 where no run is on'),
  strength: z.number().describe('An alarm comes where this reaches the threshold'),
  threshold: z.number(),
  lastMatchOn: z
    .string()
    .describe('The day on which the last matching loss was recorded; it may have closed earlier'),
  epochRunning: z.boolean().describe('An alert about this pattern is taking in what happens'),
  recovery: recoveryDocument,
});

const watchDocument = z.object({
  isActive: z.boolean().describe('Are there enough closed deals for an alarm? Without it there is none'),
  closedDeals: z.int().describe('Closed deals so far, history included; the first alarm needs 30'),
  patterns: z.array(patternDocument),
  drifting: driftDocument,
  falseAlarmsPromised: z
    .number()
    .describe('At most so many false alarms for each team and quarter, by all families together'),
  caution: z
    .object({
      times: z.number().describe('So many times the usual evidence an alarm needs; 1 is usual'),
      before: z.number().describe('So many times the usual evidence it needed before that'),
      since: z.iso.date().nullable().describe('Since this day (UTC); null where it was never otherwise'),
      isMost: z.boolean().describe('It grows no further by itself'),
    })
    .describe('Follows from what the teams called noise in the quarters before it began'),
  quarters: z
    .array(
      z.object({
        year: z.int(),
        quarter: z.int(),
        alarms: z.int().describe('Alerts about patterns that were opened'),
        noise: z.object({ sales: z.int(), marketing: z.int() }).describe('How many a team called noise'),
        falseAlarms: z.int().describe('How many at least one team called noise; each counts once'),
        unanswered: z.int().describe('How many no team has acknowledged'),
      }),
    )
    .describe('What became of the promise, the running quarter first'),
  winRates: winRatesDocument,
  allLosses: allLossesDocument,
});

export const patternOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/patterns',
    summary: 'What is being watched, the nearest to its threshold first',
    answers: {
      200: { description: 'All patterns', schema: watchDocument },
    },
    handle: async (context, { table, clock }) => {
      const now = clock();
      const [watched, winRates, allLosses] = await Promise.all([
        listPatterns(table, now),
        listWinRates(table, now),
        watchAllLosses(table, now),
      ]);
      return context.json({ ...watched, winRates, allLosses });
    },
  },
];
