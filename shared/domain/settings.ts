/** What the operator decides. */
export interface Settings {
  /** B: false alarms that are acceptable per team and quarter, over all patterns together. */
  readonly falseAlarmsPerQuarter: number;
  /** Losses of at least this many minor units are reported at once; by currency. Others are judged by history. */
  readonly bigLossAmounts: Readonly<Partial<Record<string, number>>>;
  /** IANA time zone of the business: what "today" is. */
  readonly timeZone: string;
  /** Offered first in the form. */
  readonly currency: string;
}
