/** The fewest letters to insert, delete or replace that make one text of another: the usual table, two rows of it. */
export function levenshtein(from: string, to: string): number {
  let before = Array.from({ length: to.length + 1 }, (_, column) => column);
  let row = before.slice();
  for (let line = 1; line <= from.length; line += 1) {
    row[0] = line;
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      row[column] = Math.min(replaced, (before[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1);
    }
    [before, row] = [row, before];
  }
  return before[to.length] ?? 0;
}
