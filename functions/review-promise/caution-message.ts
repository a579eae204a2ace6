import type { QuarterOfAlarms } from '../../shared/domain/alerts/false-alarms.ts';
import { MOST_CAUTION } from '../../shared/domain/alerts/review-promise.ts';
import type { DetectionSettings } from '../../shared/domain/detection/detection-settings.ts';

/**
 * What the operator is told when alarms need another amount of evidence.
 *
 * @param since when that began, milliseconds since 1970.
 * @param quarters the running one first.
 */
export function cautionMessage(
  { caution = 1, falseAlarmsPerQuarter }: DetectionSettings,
  since: number,
  [, ...complete]: readonly QuarterOfAlarms[],
): { readonly subject: string; readonly text: string } {
  const needed = caution === 1 ? 'the usual evidence again' : `${caution} times the usual evidence`;
  const day = new Date(since).toISOString().slice(0, 10);
  const counted = complete.map(
    ({ year, quarter, alarms, falseAlarms, unanswered }) =>
      `${year}, quarter ${quarter}: ${alarms} alarms, ${falseAlarms} of them called noise by at least one team, ${unanswered} not answered`,
  );
  const paragraphs = [
    `Since ${day} an alarm needs ${needed}. Tandem decided that from what the teams called noise.`,
    `Promised are on average at most ${falseAlarmsPerQuarter} false alarms a quarter. What became of it:\n${counted.join('\n')}`,
    caution === MOST_CAUTION &&
      'This is as far as Tandem goes by itself. Look at the alerts that were called noise: do reports come twice, or reps log in batches?',
    'There is nothing that you have to do. The page of the patterns says the same.',
  ];
  return {
    subject: `[Tandem] Alarms need ${needed}`,
    text: `${paragraphs.filter((one) => one !== false).join('\n\n')}\n`,
  };
}
