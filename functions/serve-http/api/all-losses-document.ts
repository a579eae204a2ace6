import * as z from 'zod';

export const allLossesDocument = z
  .object({
    usualPerWeek: z
      .number()
      .optional()
      .describe(
        'Losses a week that are usual at this point of the quarter; absent where too little is known',
      ),
    losses: z.int().describe('Losses in the current run; 0 where no run is on'),
    days: z.int().describe('Days of the current run'),
    usual: z.number().describe('Losses that would be usual on these days'),
    strength: z.number().describe('An alarm comes where this reaches the threshold'),
    threshold: z.number(),
    falseAlarmsPromised: z
      .number()
      .describe('Of the false alarms that are promised, at most so many for each team and quarter'),
    epochRunning: z.boolean().describe('An alert about it is taking in what happens'),
  })
  .describe('All losses together, whoever they go to');
