import * as z from 'zod';

/** How the share of a pattern does since its last alarm. */
export const recoveryDocument = z
  .object({
    alarmOn: z.string().describe('The day of the alarm'),
    share: z
      .enum(['high', 'back', 'resolved'])
      .describe(
        'high: above the usual share since the alarm; back: as usual again; resolved: it has been so for two weeks',
      ),
    backOn: z.string().optional().describe('Since when it is back, while that is less than two weeks ago'),
  })
  .nullable()
  .describe('How the share does since the last alarm; null without one, and some time after it was resolved');
