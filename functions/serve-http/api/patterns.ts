import * as z from 'zod';
import { alert } from '../../../shared/domain/alerts/alert.ts';
import { listPatterns } from '../../../shared/store/patterns.ts';
import type { Operation } from '../operation.ts';

const patternDocument = z.object({
  family: z.enum(['loss-surge']),
  key: z.string(),
  title: z.string(),
  pattern: alert.shape.pattern,
  usualShare: z.number().describe('Share of closed deals before the last five weeks'),
  matches: z.int().describe('Matching losses in the current run'),
  of: z.int().describe('Closed deals in the current run'),
  strength: z.number().describe('An alarm comes where this reaches the threshold'),
  threshold: z.number(),
  lastMatchOn: z.string(),
  epochRunning: z.boolean().describe('An alert about this pattern is taking in what happens'),
});

export const patternOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/patterns',
    summary: 'What is being watched, the nearest to its threshold first',
    answers: {
      200: { description: 'All patterns', schema: z.object({ patterns: z.array(patternDocument) }) },
    },
    handle: async (context, { table, settings, clock }) =>
      context.json({ patterns: await listPatterns(table, settings, clock()) }),
  },
];
