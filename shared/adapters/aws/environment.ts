import * as z from 'zod';
import { operatorSettings } from '../../domain/detection/detection-settings.ts';
import type { Settings } from '../../domain/settings.ts';

/** A function without its variables cannot do anything, and says which ones at its start. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * The variables of a function.
 *
 * @throws EnvironmentError that names every variable which is missing or malformed, and no value.
 */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new EnvironmentError(`The function cannot start. ${wrong.join('; ')}`);
}

/** A variable that holds JSON, read with a schema. */
export const jsonVariable = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** What the operator decided, as a function is told. */
export const settingsVariable = jsonVariable(
  operatorSettings.extend({
    timeZone: z.string().min(1),
    currency: z.string().length(3),
  }) satisfies z.ZodType<Settings>,
);

export const nonEmpty = z.string().min(1);
