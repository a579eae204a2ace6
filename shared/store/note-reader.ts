import { countedAsIn, type Register } from '../domain/competitors/register.ts';
import { competitorsIn, type Deal } from '../domain/deal.ts';
import { type CompetitorIndex, createCompetitorIndex } from '../domain/text-search/competitor-index.ts';
import {
  competitorsInUse,
  type SuggestedCompetitor,
  suggestedCompetitors,
} from '../domain/text-search/suggested-competitors.ts';
import type { Table } from '../ports/table.ts';
import { readRegister } from './register.ts';

/** Finds the competitors that a note names and its deal does not have yet. */
export type ReadNote = (note: string, deal: Deal) => Promise<readonly SuggestedCompetitor[]>;

/** Making the index takes longer than reading many notes with it, so it is made again only when the register has changed. */
export function createNoteReader(table: Table): ReadNote {
  let made: { readonly by: number; readonly index: CompetitorIndex } | undefined;

  function indexOf(register: Register): CompetitorIndex {
    const by = newestChange(register);
    if (made?.by !== by) made = { by, index: createCompetitorIndex(competitorsInUse(register)) };
    return made.index;
  }

  return async (note, deal) => {
    const register = await readRegister(table);
    const countedAs = countedAsIn(register);
    const reported = new Set(competitorsIn(deal).map(countedAs));
    return suggestedCompetitors(note, {
      index: indexOf(register),
      register,
      isReported: (key) => reported.has(key),
    });
  };
}

/** Every change of the register is an entry of the ledger, and each name knows its own: the newest one says how it stands. */
const newestChange = (register: Register): number =>
  [...register.values()].reduce((newest, { changes }) => Math.max(newest, changes.at(-1) ?? 0), 0);
