import { competitorKey, nameKey } from '../names.ts';
import { createTextTable } from './text-table.ts';

/** Names as they are written, by numbers from 1; 0 stands for no name. */
export interface Spellings {
  numberOf(spelling: string): number;
  /** As it was written. */
  spelled(number: number): string | undefined;
  /** What all spellings of the name have in common; undefined for no name, and for one without letters and digits. */
  keyOf(number: number): string | undefined;
  /** The same for the name of a competitor, whose legal form does not matter. */
  competitorKeyOf(number: number): string | undefined;
}

export function createSpellings(): Spellings {
  const table = createTextTable();
  const spelled = (number: number): string | undefined => (number === 0 ? undefined : table.at(number - 1));
  return {
    numberOf: (spelling) => table.add(spelling) + 1,
    spelled,
    keyOf: keysBy(spelled, nameKey),
    competitorKeyOf: keysBy(spelled, competitorKey),
  };
}

/** Each key is worked out once, when it is first asked for. */
function keysBy(spelled: Spellings['spelled'], key: (name: string) => string): Spellings['keyOf'] {
  const keys: string[] = [];
  return (number) => {
    // From the copy in the table: a key may be a piece of its text, and would keep all of that.
    keys[number] ??= key(spelled(number) ?? '');
    return keys[number] || undefined;
  };
}
