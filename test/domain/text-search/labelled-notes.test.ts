import { expect, test } from 'vitest';
import { createCompetitorIndex } from '../../../shared/domain/text-search/competitor-index.ts';
import { labelledNotes, madeUpCompetitors } from './labelled-notes.ts';
import { scoresOf } from './scores.ts';

test('of made-up notes most names are found, and few questions are wrong', () => {
  const competitors = madeUpCompetitors(3, 200);
  const scores = scoresOf(labelledNotes(4, 3000, competitors), createCompetitorIndex(competitors));
  const of = new Map(scores.map((score) => [score.hardship, score]));
  expect(of.get('all')?.precision).toBeGreaterThan(0.97);
  expect(of.get('all')?.recall).toBeGreaterThan(0.94);
  expect(of.get('as it is')?.recall).toBeGreaterThan(0.995);
  expect(of.get('other spaces')?.recall).toBeGreaterThan(0.95);
  expect(of.get('misspelt')?.recall).toBeGreaterThan(0.8);
  expect(of.get('everyday word')?.recall).toBeGreaterThan(0.9);
  expect(of.get('denied')?.wrongPerNote).toBeLessThan(0.01);
  expect(of.get('none')?.wrongPerNote).toBeLessThan(0.05);
});
