import { expect, it } from 'vitest';
import type { AllLosses } from '../../shared/store/all-losses.ts';
import { allLossesSection } from '../../shared/web/all-losses-section.ts';

const WATCHED: AllLosses = {
  usualPerWeek: 8.3,
  losses: 47,
  days: 21,
  usual: 24.9,
  strength: 12,
  threshold: 365,
  epochRunning: false,
  falseAlarmsPromised: 0.25,
};

const words = (given: Partial<AllLosses>): string =>
  String(allLossesSection({ ...WATCHED, ...given }))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

it.each<[string, Partial<AllLosses>, string]>([
  [
    'the run and what is usual',
    {},
    'Usually about 8 deals are lost in a week of this part of the quarter. The current run has 47 losses in 21 days, where about 25 are usual.',
  ],
  [
    'single ones',
    { usualPerWeek: 1.2, losses: 1, days: 1, usual: 0.6 },
    'Usually about 1 deal is lost in a week of this part of the quarter. The current run has 1 loss in 1 day, where about 1 is usual.',
  ],
  ['no run', { losses: 0, days: 0, usual: 0 }, 'There is no run of losses now.'],
  ['too little history', { usualPerWeek: undefined }, 'Tandem needs thirty losses and a quarter of history'],
  ['an alarm', { epochRunning: true }, 'Alarm raised'],
  ['what it may add to the promise', {}, 'it may add 0.25 for each team and quarter'],
])('says %s', (_, given, expected) => {
  expect(words(given)).toContain(expected);
});

it('shows how near an alarm is only where there can be one', () => {
  expect(words({})).toContain('On the way to an alarm');
  expect(words({ usualPerWeek: undefined })).not.toContain('On the way');
});
