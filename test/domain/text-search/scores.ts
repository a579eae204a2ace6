import type { CompetitorIndex } from '../../../shared/domain/text-search/competitor-index.ts';
import {
  competitorsToAskAbout,
  findCompetitors,
} from '../../../shared/domain/text-search/find-competitors.ts';
import { HARDSHIPS, type LabelledNote } from './labelled-notes.ts';

export interface Score {
  readonly hardship: (typeof HARDSHIPS)[number] | 'all';
  readonly notes: number;
  /** Questions about competitors that a note does not name, for each note. */
  readonly wrongPerNote: number;
  /** Of the competitors that were asked about, the share that the notes name. Undefined where none was. */
  readonly precision: number | undefined;
  /** Of the competitors that the notes name, the share that was asked about. Undefined where none is named. */
  readonly recall: number | undefined;
}

/** How well the finder does on labelled notes, together and by what the names in them have been through. */
export function scoresOf(notes: readonly LabelledNote[], index: CompetitorIndex): Score[] {
  const judged = notes.map((note) => {
    const asked = competitorsToAskAbout(findCompetitors(note.text, index));
    return { ...note, asked: asked.length, right: asked.filter((one) => one === note.named).length };
  });
  return (['all', ...HARDSHIPS] as const).map((hardship) => {
    const some = judged.filter((one) => hardship === 'all' || one.hardship === hardship);
    const sum = (of: (one: (typeof judged)[number]) => number) =>
      some.reduce((total, one) => total + of(one), 0);
    const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
    const [asked, right] = [sum((one) => one.asked), sum((one) => one.right)];
    const named = sum((one) => (one.named === undefined ? 0 : 1));
    return {
      hardship,
      notes: some.length,
      wrongPerNote: (asked - right) / some.length,
      precision: share(right, asked),
      recall: share(right, named),
    };
  });
}
