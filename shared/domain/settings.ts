import type { OperatorSettings } from './detection/detection-settings.ts';

/** What the operator decides. */
export interface Settings extends OperatorSettings {
  /** IANA time zone of the business: what "today" is. */
  readonly timeZone: string;
  /** Offered first in the form. */
  readonly currency: string;
}
