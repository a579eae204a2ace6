/**
 * One structured line for each decision. Fields carry ids, counts and codes; never a note, the name of a customer or
 * a person, an e-mail address, or a whole event.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(decision: string, fields?: LogFields): void;
  warn(decision: string, fields?: LogFields): void;
  error(decision: string, fields?: LogFields): void;
}
