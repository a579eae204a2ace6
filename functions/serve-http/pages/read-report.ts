import type * as z from 'zod';
import { dealId as dealIdSchema } from '../../../shared/domain/report.ts';
import type { FormValues, Problems } from '../../../shared/web/forms/form-state.ts';
import { problemsOf, sentenceAbout } from '../../../shared/web/forms/problems.ts';
import { SUBJECTS } from '../../../shared/web/forms/subjects.ts';
import { type TypedFields, typedText } from '../../../shared/web/forms/typed-fields.ts';

export type Read<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'wrong'; readonly problems: Problems };

/** Checks what was typed with the schema of the API. What went wrong while reading stands before what the schema says. */
export function readReport<Schema extends z.ZodType>(
  schema: Schema,
  { fields, problems }: TypedFields,
): Read<z.output<Schema>> {
  const parsed = schema.safeParse(fields);
  if (parsed.success && problems.size === 0) return { kind: 'valid', value: parsed.data };
  const found = parsed.success ? [] : problemsOf(parsed.error.issues, SUBJECTS);
  return { kind: 'wrong', problems: new Map([...found, ...problems]) };
}

export function readDealId(values: FormValues): Read<string> {
  const { dealId } = typedText(values, ['dealId']);
  if (dealId === undefined) {
    const message = `${SUBJECTS.dealId} is missing. Copy it from your CRM.`;
    return { kind: 'wrong', problems: new Map([['dealId', [message]]]) };
  }
  const parsed = dealIdSchema.safeParse(dealId);
  if (parsed.success) return { kind: 'valid', value: parsed.data };
  const sentences = parsed.error.issues.map(({ message }) => sentenceAbout(SUBJECTS.dealId, message));
  return { kind: 'wrong', problems: new Map([['dealId', sentences]]) };
}

const ORDER = Object.keys(SUBJECTS);

/** What is wrong with the parts of one form, in the order of its fields. */
export function problemsIn(...parts: readonly Read<unknown>[]): Problems {
  const merged = new Map<string, readonly string[]>();
  for (const part of parts) {
    if (part.kind === 'valid') continue;
    for (const [name, sentences] of part.problems) {
      merged.set(name, [...new Set([...(merged.get(name) ?? []), ...sentences])]);
    }
  }
  return new Map([...merged].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));
}
