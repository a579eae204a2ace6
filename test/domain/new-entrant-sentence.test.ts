import { expect, it, test } from 'vitest';
import { patternTitle, sentences } from '../../shared/domain/alerts/sentence.ts';
import { familyNamed, figuresSchema } from '../../shared/domain/families/registry.ts';
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
    'Hooli was named in 3 deals of 3 customers by 2 reps within 60 days, 2 of them lost to it.',
  ],
  [
    'none of them closed',
    { namedIn: 2, customers: 2, lost: 0 },
    'Hooli was named in 2 deals of 2 customers by 2 reps within 60 days.',
  ],
  [
    'one of them won',
    { namedIn: 4, customers: 2, reps: 3, lost: 0, won: 1 },
    'Hooli was named in 4 deals of 2 customers by 3 reps within 60 days, 1 of them won over it.',
  ],
  [
    'some of them lost and some won',
    { lost: 1, won: 2 },
    'Hooli was named in 3 deals of 3 customers by 2 reps within 60 days, 1 of them lost to it, 2 of them won over it.',
  ],
  [
    'more than are remembered',
    { namedIn: 16, customers: 15, reps: 2, lost: 14, isAtLeast: true },
    'Hooli was named in at least 16 deals of at least 15 customers by at least 2 reps within 60 days, at least 14 of them lost to it.',
  ],
])('a new competitor was named in deals, %s', (_, figures, sentence) => {
  expect(sentences(told(figures), HOOLI)).toEqual([sentence, 'It was not named in a deal before.']);
});

test.each<[string, Parameters<typeof entrantFigures>[0], string]>([
  ['comes back', { lastNamedOn: '2025-03-03' }, 'Before that it was last named on 3 Mar 2025.'],
  [
    'was named by too few until now',
    { namedSince: '2026-03-03' },
    'It was first named in a deal on 3 Mar 2026.',
  ],
  [
    'came back, and was named by too few until now',
    { namedSince: '2026-03-03', lastNamedOn: '2024-01-01' },
    'It came back on 3 Mar 2026. Before that it was last named on 1 Jan 2024.',
  ],
])('one that %s is not said to be new', (_, figures, sentence) => {
  expect(sentences(told(figures), HOOLI)[1]).toBe(sentence);
  expect(patternTitle(told(figures), HOOLI)).toBe('Comes up in deals: Hooli');
});

test('the title names it', () => {
  expect(patternTitle(told(), HOOLI)).toBe('New in deals: Hooli');
  expect(patternTitle(told(), {})).toBe('New in deals: a competitor');
});

test('an alert from before windows slid is read, and claims what it did', () => {
  const { isAtLeast: _, namedSince: __, ...before } = entrantFigures();
  expect(figuresSchema.parse(JSON.parse(JSON.stringify(before)))).toEqual(entrantFigures());
});

test('it is a fact, and belongs to no promise', () => {
  expect(familyNamed('new-entrant')).toMatchObject({ partOfPromise: 0, endangersDeals: true, letter: 'N' });
});
