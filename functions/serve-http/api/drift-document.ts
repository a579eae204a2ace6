import * as z from 'zod';
import { alert } from '../../../shared/domain/alerts/alert.ts';

const counted = z.object({ matches: z.int(), of: z.int().describe('Closed deals') });

/** The patterns that grow slowly. */
export const driftDocument = z
  .array(
    z.object({
      key: z.string(),
      title: z.string(),
      pattern: alert.shape.pattern,
      months: z.int().describe('The whole calendar months in which it shows most, up to the last one'),
      lately: counted.describe('In these months'),
      before: counted.describe('In all months before them'),
      strength: z.number().describe('How much better a growth explains the losses than chance does'),
      epochRunning: z.boolean().describe('An alert about this pattern is taking in what happens'),
    }),
  )
  .describe(
    'Patterns with a slowly growing share, the strongest first. On average at most one in ten of what is listed is chance, if the losses of a pattern are independent and its share was steady before',
  );
