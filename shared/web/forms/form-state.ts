/** What stands in the fields of a form, by field name. A field can come several times: checkboxes, or a strange client. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** What is wrong, by field name, in sentences. */
export type Problems = ReadonlyMap<string, readonly string[]>;

export const NO_PROBLEMS: Problems = new Map();

/** A form as it is shown: with what was typed, and what is wrong with it. */
export interface FormState {
  /** Unique on its page; the ids of its fields begin with it. */
  readonly id: string;
  readonly values: FormValues;
  readonly problems: Problems;
}

export const firstOf = (values: FormValues, name: string): string => values.get(name)?.[0] ?? '';
export const allOf = (values: FormValues, name: string): readonly string[] => values.get(name) ?? [];

/** Values of a form from what is known. What is not known stays empty. */
export function formValues(
  known: Readonly<Record<string, string | readonly string[] | undefined>>,
): FormValues {
  return new Map(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? [value] : value] as const],
    ),
  );
}

export const fieldId = ({ id }: Pick<FormState, 'id'>, name: string): string => `${id}-${name}`;
