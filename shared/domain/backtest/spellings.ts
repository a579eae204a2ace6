import { createTextTable } from './text-table.ts';

/** Names as they are written, by numbers from 1; 0 stands for no name. */
export interface Spellings {
  numberOf(spelling: string): number;
  /** As it was written. */
  spelled(number: number): string | undefined;
  /** What all spellings of the name have in common; undefined for no name, and for one without letters and digits. */
  keyOf(number: number): string | undefined;
}

/** @param key what all spellings of a name have in common, such as nameKey. */
export function createSpellings(key: (spelling: string) => string): Spellings {
  const table = createTextTable();
  const keys: string[] = [''];
  return {
    numberOf(spelling) {
      const number = table.add(spelling) + 1;
      // From the copy in the table: a key may be a piece of its text, and would keep all of that.
      if (number === keys.length) keys.push(key(table.at(number - 1)));
      return number;
    },
    spelled: (number) => (number === 0 ? undefined : table.at(number - 1)),
    keyOf: (number) => keys[number] || undefined,
  };
}
