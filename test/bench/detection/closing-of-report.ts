import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { ACCOUNTS, COMPETITORS, REASONS, REPS, SEGMENTS } from './made-up-team.ts';
import type { Report } from './reports.ts';

/** The closed deal that the shipped fold sees. */
export const closingOfReport = (report: Report, seq: number): Closing => ({
  seq,
  recordedAt: report.at,
  dealId: 'deal',
  result: report.won ? 'won' : 'lost',
  competitor: report.won ? undefined : COMPETITORS.names[report.competitor],
  reason: report.won ? undefined : REASONS.names[report.reason],
  segment: SEGMENTS.names[report.segment],
  rep: REPS[report.rep],
  account: ACCOUNTS[report.account],
  closedOn: report.closedOn,
});
