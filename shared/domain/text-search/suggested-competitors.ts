import { namesCountedUnder, type Register } from '../competitors/register.ts';
import type { CompetitorIndex, NamedCompetitor } from './competitor-index.ts';
import { competitorsToAskAbout, findCompetitors } from './find-competitors.ts';

/** A competitor that a note names and nobody has reported: a question to a person, which counts as nothing. */
export interface SuggestedCompetitor {
  readonly key: string;
  readonly name: string;
  /** Where the note names it first without denying it, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * The competitors of the register that notes are searched for, with all their names. Nobody is asked about a candidate,
 * which may be a slip itself, nor about a name that was dismissed.
 */
export function competitorsInUse(register: Register): NamedCompetitor[] {
  const nameOf = (key: string): string => register.get(key)?.name ?? key;
  return [...register].flatMap(([id, of]) =>
    of.status === 'candidate' ? [] : [{ id, names: namesCountedUnder(id, of).map(nameOf) }],
  );
}

/**
 * The competitors that a note names, in the order of the note.
 *
 * @param isReported whether the deal has the competitor already, under any of its names.
 */
export function suggestedCompetitors(
  note: string,
  {
    index,
    register,
    isReported,
  }: {
    readonly index: CompetitorIndex;
    readonly register: Register;
    readonly isReported: (key: string) => boolean;
  },
): SuggestedCompetitor[] {
  const found = findCompetitors(note, index);
  return competitorsToAskAbout(found).flatMap((key) => {
    const place = found.find(({ competitor, denied }) => competitor === key && !denied);
    if (place === undefined || isReported(key)) return [];
    const { start, end } = place;
    return [{ key, name: register.get(key)?.name ?? key, start, end }];
  });
}
