/** A row, or a report made from it, that was not stored, and what to do about it. */
export interface Refusal {
  readonly file: string;
  readonly line: number;
  /** "closed_on: Is in the future. Give …" */
  readonly what: string;
}
