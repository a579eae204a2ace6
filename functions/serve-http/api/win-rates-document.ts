import * as z from 'zod';
import { RIVAL_STANDINGS } from '../../../shared/domain/detection/win-rate/win-rate-fold.ts';

export const winRatesDocument = z.object({
  competitors: z
    .array(
      z.object({
        competitor: z.string(),
        name: z.string(),
        won: z.int().describe('Deals of the last 52 weeks that name the competitor'),
        lost: z.int(),
        winRate: z.number().optional().describe('Part of these deals that was won; absent below five deals'),
        between: z
          .tuple([z.number(), z.number()])
          .optional()
          .describe('Where that part lies with 95 % confidence'),
        losses: z.int().describe('Losses in the current run; 0 where no run is on'),
        of: z.int().describe('Deals closed against it in the current run; 0 where no run is on'),
        perQuarter: z.number().describe('Deals closed against it per quarter'),
        standing: z
          .enum(RIVAL_STANDINGS)
          .describe('May there be an alarm? It needs 20 deals a quarter, and 20 older than five weeks'),
        strength: z.number().describe('An alarm comes where this reaches the threshold'),
        threshold: z.number(),
        epochRunning: z.boolean().describe('An alert about it is taking in what happens'),
      }),
    )
    .describe('The nearest to an alarm first'),
  falseAlarmsPromised: z
    .number()
    .describe('At most so many for each team and quarter, over all win rates together'),
});
