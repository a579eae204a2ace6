import { isUnknownCompetitor } from '../names.ts';
import { competitorName } from '../report.ts';

/** The name of a competitor that somebody decides about. */
export const companyName = competitorName.refine(
  (value) => !isUnknownCompetitor(value),
  'Is not a name: in a report it says that nobody knows the competitor.',
);
