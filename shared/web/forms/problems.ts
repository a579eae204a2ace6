import type { Problems } from './form-state.ts';

/**
 * The schemas speak of fields as the API does: "Is missing. Give ...". In a form the sentence begins with the name of
 * the field, and advice that is about JSON or codes is put into the words of the form.
 */
const IN_WORDS_OF_THE_FORM: readonly (readonly [RegExp, string])[] = [
  [/not a known code\. Use one of: .*$/, 'not one of the answers. Choose one of those below.'],
  [/Use one of: .*$/, 'Choose one of the answers.'],
  [/Give it as text, in quotation marks\./, 'Fill it in.'],
  [/Give a date as text, such as "([-\d]+)"\./, 'Give a day, such as $1.'],
  [/^Is not a deal id\./, 'Does not look like an id.'],
  [/The reason "other" needs/, 'The reason "Something else" needs'],
];

/** A message of a schema as a sentence about a field. */
export function sentenceAbout(subject: string, message: string): string {
  const worded = IN_WORDS_OF_THE_FORM.reduce(
    (text, [words, replacement]) => text.replace(words, replacement),
    message,
  );
  return `${subject} ${worded.charAt(0).toLowerCase()}${worded.slice(1)}`;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a schema found, by field. */
export function problemsOf(
  issues: readonly Issue[],
  subjects: Readonly<Record<string, string>>,
): Map<string, string[]> {
  const problems = new Map<string, string[]>();
  for (const { path, message } of issues) {
    const name = String(path[0] ?? '');
    const sentence = sentenceAbout(subjects[name] ?? 'What was sent', message);
    const known = problems.get(name) ?? [];
    if (!known.includes(sentence)) problems.set(name, [...known, sentence]);
  }
  return problems;
}

/** Is one of these fields wrong? Then what hides it must be open. */
export const anyWrong = (problems: Problems, names: readonly string[]): boolean =>
  names.some((name) => problems.has(name));
