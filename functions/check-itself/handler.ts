import { dateIn } from '../../shared/domain/calendar-date.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Table } from '../../shared/ports/table.ts';
import { lastEntry } from '../../shared/store/ledger.ts';
import { quietBusinessDays, type Weekday } from './quiet-days.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: string;
  readonly businessDays: readonly Weekday[];
  /** From so many business days without a report on, it is a finding. */
  readonly quietAfter: number;
  /** Who would hear a message, by topic. */
  readonly subscriptions: () => Promise<readonly { readonly topic: string; readonly confirmed: number }[]>;
  /** What waits for a person, by queue. */
  readonly deadLetters: () => Promise<readonly { readonly queue: string; readonly messages: number }[]>;
  readonly tellOperator: (subject: string, text: string) => Promise<void>;
  /** Keeps a figure for the alarm. */
  readonly measure: (figure: { readonly quietBusinessDays: number }) => void;
}

/**
 * Looks once a day for what no error tells of: nobody would hear an alert, messages wait for a person, nobody reports any
 * more. The operator gets one message with all of it; on a good day, none.
 */
export const createHandler = (deps: Deps) => async (): Promise<{ readonly findings: readonly string[] }> => {
  const [topics, queues, quiet] = await Promise.all([
    deps.subscriptions(),
    deps.deadLetters(),
    quietFindings(deps),
  ]);
  const findings = [
    ...topics
      .filter(({ confirmed }) => confirmed === 0)
      .map(
        ({ topic }) =>
          `Nobody hears the topic "${topic}": it has no confirmed subscription. Confirm the link in the mail that AWS sent, or add a subscription to the settings and deploy.`,
      ),
    ...queues
      .filter(({ messages }) => messages > 0)
      .map(
        ({ queue, messages }) =>
          `${messages} ${messages === 1 ? 'message waits' : 'messages wait'} in the dead-letter queue "${queue}". See docs/runbooks/dead-letters.md.`,
      ),
    ...quiet,
  ];
  deps.log[findings.length === 0 ? 'info' : 'warn']('checked itself', { findings: findings.length });
  if (findings.length > 0) {
    const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
    await deps.tellOperator(`[Tandem] Self-check: ${count}`, `${findings.join('\n\n')}\n`);
  }
  return { findings };
};

async function quietFindings({
  table,
  clock,
  timeZone,
  businessDays,
  quietAfter,
  measure,
}: Deps): Promise<string[]> {
  const last = await lastEntry(table);
  if (last === undefined) return ['Nothing was ever reported. Tell the teams where the form is.'];
  const lastDay = dateIn(timeZone, last.recordedAt);
  const days = quietBusinessDays(lastDay, dateIn(timeZone, clock()), businessDays);
  measure({ quietBusinessDays: days });
  if (days < quietAfter) return [];
  return [
    `Nothing was reported for ${days} business days, since ${lastDay}. See docs/runbooks/nothing-reported.md.`,
  ];
}
