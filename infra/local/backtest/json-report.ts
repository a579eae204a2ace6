import type { Said } from '../../../shared/domain/backtest/backtest.ts';
import { familyNamed } from '../../../shared/domain/families/registry.ts';
import type { Report } from './report.ts';

const line = (fields: object): string => `${JSON.stringify(fields)}\n`;
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** One JSON object on each line: each alarm, each row that could not be used, and a summary. */
export const jsonReport: Report = {
  rejected: ({ column, message }, at) => line({ type: 'rejected', line: at, column, message }),
  counted: () => {},
  said: (said) => (said.detection.cause === 'alarm' ? line(alarm(said)) : ''),
  end: ({ summary: { quarters, seconds, ...counts } }) =>
    line({ type: 'summary', ...counts, quarters: rounded(quarters), seconds: rounded(seconds) }),
};

function alarm({ detection, names, deals }: Said): object {
  const { at, family, pattern, figures, mutedBy } = detection;
  return {
    type: 'alarm',
    at: new Date(at).toISOString(),
    family,
    pattern: {
      competitor: names.competitor ?? null,
      reason: pattern.reason,
      segment: names.segment ?? null,
    },
    ...familyNamed(family).published(figures),
    muted: mutedBy !== null,
    deals,
  };
}
