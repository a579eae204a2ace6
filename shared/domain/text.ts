import * as z from 'zod';

const MAX_LINE = 200;

/** Control characters, lone surrogates, and the marks that reverse the direction of text to disguise it. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const UNPRINTABLE_BUT_BREAKS = /(?![\n\r\t])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** An absent value needs another advice than a wrong one. */
export const orMissing = (advice: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    `Is ${issue.input === undefined ? 'missing' : 'not usable'}. ${advice}`,
});

const text = (max: number, unprintable: RegExp) =>
  z
    .string(orMissing('Give it as text, in quotation marks.'))
    .trim()
    .min(1, 'Is empty. Fill it in, or leave the field out.')
    .max(max, `Is longer than ${max.toLocaleString('en')} characters. Shorten it.`)
    .refine(
      (value) => !unprintable.test(value),
      'Has control characters. Remove them, or type the text anew.',
    );

/** A short text on one line. */
export const line = (description: string) => text(MAX_LINE, UNPRINTABLE).describe(description);

/** A longer text that may have line breaks and tabs. */
export const paragraph = (max: number) => text(max, UNPRINTABLE_BUT_BREAKS);

/** One code of a fixed list. */
export const oneOf = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.enum(codes, {
    error: (issue) =>
      `Is ${issue.input === undefined ? 'missing' : 'not a known code'}. Use one of: ${codes.join(', ')}.`,
  });

/** An object of exactly these fields. An unknown one is refused, so that a typing error is never lost silently. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Is not a field here. The fields are: ${known}.`
        : 'Must be a JSON object with the fields of the report.',
  });
}
