import { createCompetitorIndex } from '../../shared/domain/text-search/competitor-index.ts';
import { findCompetitors } from '../../shared/domain/text-search/find-competitors.ts';
import { labelledNotes, madeUpCompetitors } from '../domain/text-search/labelled-notes.ts';
import { scoresOf } from '../domain/text-search/scores.ts';

const NOTES = 20_000;

/** Competitors found in notes: how many of the right ones, and how fast. Labelled by the code that makes the notes up. */
export async function measureText(): Promise<readonly string[]> {
  return [50, 1_000, 10_000].flatMap((size) => {
    const competitors = madeUpCompetitors(1, size);
    const notes = labelledNotes(2, NOTES, competitors);
    const start = performance.now();
    const index = createCompetitorIndex(competitors);
    const built = performance.now();
    const scores = scoresOf(notes, index);
    const before = performance.now();
    for (const { text } of notes) findCompetitors(text, index);
    const perSecond = Math.round((1000 * NOTES) / (performance.now() - before));
    return [
      `${size.toLocaleString('en')} names: ${perSecond.toLocaleString('en')} notes a second; the index takes ${Math.round(built - start)} ms`,
      ...scores.map(({ hardship, notes: count, wrongPerNote, precision, recall }) =>
        [
          `  ${hardship.padEnd(13)} ${count.toLocaleString('en').padStart(6)} notes`,
          `precision ${percent(precision)}  recall ${percent(recall)}`,
          `${(100 * wrongPerNote).toFixed(1)} wrong questions in 100 notes`,
        ].join('  '),
      ),
    ];
  });
}

const percent = (share: number | undefined): string =>
  share === undefined ? '     -' : `${(100 * share).toFixed(1)} %`.padStart(6);
