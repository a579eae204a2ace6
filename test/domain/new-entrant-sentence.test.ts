import { expect, it, test } from 'vitest';
import { patternTitle, sentences } from '../../shared/domain/alerts/sentence.ts';
import { familyNamed } from '../../shared/domain/families/registry.ts';
import { aPattern, entrantFigures } from '../support/alerts.ts';

const told = (figures: Parameters<typeof entrantFigures>[0] = {}) => ({
  pattern: aPattern({ competitor: 'hooli' }),
  figures: entrantFigures(figures),
});
const HOOLI = { competitor: 'Hooli' };

it.each<[string, Parameters<typeof entrantFigures>[0], string]>([
  [
    'some of them lost',
    {},
    'Hooli was named in 3 deals of 3 customers by 2 reps in the last 60 days, 2 of them lost to it.',
  ],
  [
    'none of them closed',
    { namedIn: 2, customers: 2, lost: 0 },
    'Hooli was named in 2 deals of 2 customers by 2 reps in the last 60 days.',
  ],
  [
    'one of them won',
    { namedIn: 4, customers: 2, reps: 3, lost: 0, won: 1 },
    'Hooli was named in 4 deals of 2 customers by 3 reps in the last 60 days, 1 of them won over it.',
  ],
  [
    'some of them lost and some won',
    { lost: 1, won: 2 },
    'Hooli was named in 3 deals of 3 customers by 2 reps in the last 60 days, 1 of them lost to it, 2 of them won over it.',
  ],
])('a new competitor was named in deals, %s', (_, figures, sentence) => {
  expect(sentences(told(figures), HOOLI)).toEqual([sentence, 'It was not named before.']);
});

test('one that comes back was named before', () => {
  expect(sentences(told({ lastNamedOn: '2025-03-03' }), HOOLI)[1]).toBe(
    'Before that it was last named on 3 Mar 2025.',
  );
});

test('the title names it', () => {
  expect(patternTitle(told(), HOOLI)).toBe('A new competitor appears: Hooli');
  expect(patternTitle(told(), {})).toBe('A new competitor appears');
});

test('it is a fact, and belongs to no promise', () => {
  expect(familyNamed('new-entrant')).toMatchObject({ partOfPromise: 0, endangersDeals: true, letter: 'N' });
});
