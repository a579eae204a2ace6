import type { Context } from 'hono';
import type * as z from 'zod';
import { invalid, problem } from './problem.ts';

/** Bodies of reports and answers are small; what is larger is a mistake. */
export const MAX_BODY_BYTES = 64 * 1024;

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly response: Response };

/** Reads a JSON body that fits the schema, or makes the answer that says what is wrong with it. */
export async function readJson<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<Parsed<z.output<Schema>>> {
  if (!/^application\/json\s*(;|$)/i.test(context.req.header('content-type') ?? '')) {
    const detail = 'Send the report as JSON, with the header "Content-Type: application/json".';
    return refuse('wrong-media-type', { title: 'Wrong media type', status: 415, detail });
  }
  const body = parseJson(await context.req.arrayBuffer());
  if (body === undefined) {
    const detail =
      'The body is not JSON in UTF-8. Check quotation marks, commas and brackets, and send it again.';
    return refuse('malformed-json', { title: 'Malformed JSON', status: 400, detail });
  }
  const parsed = schema.safeParse(body.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, response: invalid(parsed.error) };
}

const refuse = (...details: Parameters<typeof problem>) => ({
  ok: false as const,
  response: problem(...details),
});

function parseJson(bytes: ArrayBuffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}
