import type { Context } from 'hono';
import * as z from 'zod';
import type { Parsed } from './body.ts';
import { invalid, problem } from './problem.ts';

const MAX_PAGE = 100;

/** A number in any other writing, such as 1e1 or 0x10, stays text and is refused. */
const numberInDigits = (text: unknown): unknown =>
  typeof text === 'string' && /^\d+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : text;

/** How every list is paged. */
export const paging = {
  limit: z
    .preprocess(
      numberInDigits,
      z
        .int(`Is not a whole number in digits. Give one from 1 to ${MAX_PAGE}, or leave it out.`)
        .min(1, 'Is below 1. Ask for at least one.')
        .max(MAX_PAGE, `Is above ${MAX_PAGE}. Follow "next" for more.`),
    )
    .default(20)
    .describe('How many at most'),
  cursor: z.string().optional().describe('The "next" of the page before'),
};

export function readQuery<Schema extends z.ZodObject>(
  context: Context,
  schema: Schema,
): Parsed<z.output<Schema>> {
  const parsed = schema.safeParse(context.req.query());
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, response: invalid(parsed.error, 'query') };
}

export const badCursor = (): Response =>
  problem('invalid', {
    title: 'The request is not valid',
    status: 422,
    detail: 'The cursor is not one of ours. Start again without it.',
    errors: [
      { pointer: '#/cursor', detail: 'Is not a cursor that an earlier page gave as "next".', in: 'query' },
    ],
  });
