import type { QuarterOfAlarms } from '../../shared/domain/alerts/false-alarms.ts';
import { MOST_CAUTION } from '../../shared/domain/alerts/review-promise.ts';
import type { DetectionSettings } from '../../shared/domain/detection/detection-settings.ts';
import { promisedInAll } from '../../shared/domain/families/registry.ts';

/**
 * What the operator is told when alarms need another amount of evidence.
 *
 * @param since when that began, milliseconds since 1970.
 * @param quarters the running one first.
 */
export function cautionMessage(
  { caution = 1, cautionBefore = 1, falseAlarmsPerQuarter }: DetectionSettings,
  since: number,
  [, ...complete]: readonly QuarterOfAlarms[],
): { readonly subject: string; readonly text: string } {
  const isTighter = caution > cautionBefore;
  const needed = evidence(caution);
  const day = new Date(since).toISOString().slice(0, 10);
  const counted = complete.map(
    ({ year, quarter, alarms, falseAlarms, unanswered }) =>
      `${year}, quarter ${quarter}: alarms ${alarms}, called noise by at least one team ${falseAlarms}, not answered ${unanswered}`,
  );
  const paragraphs = [
    `Since ${day} an alarm needs ${needed}. Before that it needed ${evidence(cautionBefore)}.`,
    isTighter
      ? 'Two quarters running the teams called more alarms noise than promised.'
      : 'Two quarters running hardly an alarm was called noise or left unanswered.',
    `False alarms promised on average for a quarter: at most ${promisedInAll(falseAlarmsPerQuarter)}. What became of it:\n${counted.join('\n')}`,
    caution === MOST_CAUTION
      ? 'This is as far as Tandem goes by itself. Look at the alerts that were called noise: do reports come twice, or reps log in batches?'
      : 'There is nothing that you have to do.',
    'The page of the patterns says the same.',
  ];
  return {
    subject: `[Tandem] Alarms need ${isTighter ? 'more' : 'less'} evidence: ${needed}`,
    text: `${paragraphs.join('\n\n')}\n`,
  };
}

const evidence = (times: number): string =>
  times === 1 ? 'the usual evidence' : `${times} times the usual evidence`;
