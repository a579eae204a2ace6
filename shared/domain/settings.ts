import type { DetectionSettings } from './detection/detection-settings.ts';

/** What the operator decides. */
export interface Settings extends DetectionSettings {
  /** IANA time zone of the business: what "today" is. */
  readonly timeZone: string;
  /** Offered first in the form. */
  readonly currency: string;
}
