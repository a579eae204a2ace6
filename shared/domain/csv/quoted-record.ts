export type QuotedRecord =
  | {
      readonly kind: 'record';
      readonly cells: readonly string[];
      /** Where the next record begins. */
      readonly next: number;
      /** Line ends that it has, its own included. */
      readonly lines: number;
    }
  /** Its end has not come yet. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'broken'; readonly cell: number; readonly message: string };

const NO_MATCH =
  'Has quotation marks that do not match. Close each text with one, and write a quotation mark within text twice ("").';

/**
 * Reads one record that has quotation marks. One at the start of a cell (spaces do not count) opens a text up to its
 * partner, in which separators and line ends are letters like others and "" is a quotation mark. Anywhere else, as in a
 * 27" screen, it is a letter.
 *
 * @param text with `\n` as line ends.
 */
export function quotedRecord(
  text: string,
  start: number,
  {
    separator,
    isEnd,
    longest,
  }: { readonly separator: string; readonly isEnd: boolean; readonly longest: number },
): QuotedRecord {
  const cells: string[] = [];
  const broken = (): QuotedRecord => ({ kind: 'broken', cell: cells.length, message: NO_MATCH });
  const lineEndAfter = (from: number): number => {
    const found = text.indexOf('\n', from);
    return found === -1 && isEnd ? text.length : found;
  };
  let lines = 1;
  let at = start;
  let lineEnd = lineEndAfter(start);
  for (;;) {
    const opening = afterSpaces(text, at, separator);
    let cellEnd: number;
    if (text[opening] === '"') {
      const closing = closingQuote(text, opening + 1, start + longest);
      if (closing === 'unfinished' && !isEnd && text.length - start <= longest) return { kind: 'unfinished' };
      if (closing === 'unfinished') return broken();
      const quoted = text.slice(opening + 1, closing);
      if (quoted.includes('\n')) {
        lines += quoted.split('\n').length - 1;
        lineEnd = lineEndAfter(closing);
      }
      cellEnd = afterSpaces(text, closing + 1, separator);
      if (cellEnd === text.length && !isEnd) return { kind: 'unfinished' };
      if (cellEnd !== text.length && text[cellEnd] !== separator && text[cellEnd] !== '\n') return broken();
      cells.push(quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted);
    } else {
      if (lineEnd === -1) return { kind: 'unfinished' };
      const next = text.indexOf(separator, at);
      cellEnd = next === -1 || next > lineEnd ? lineEnd : next;
      cells.push(text.slice(at, cellEnd));
    }
    if (text[cellEnd] !== separator) return { kind: 'record', cells, next: cellEnd + 1, lines };
    at = cellEnd + 1;
  }
}

/** Spaces, and tabs where they do not separate. */
function afterSpaces(text: string, from: number, separator: string): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && separator !== '\t')) at += 1;
  return at;
}

/** Where the quotation mark is that closes a text, or `unfinished` where there is none before `latest`. */
function closingQuote(text: string, from: number, latest: number): number | 'unfinished' {
  for (let at = text.indexOf('"', from); at !== -1 && at <= latest; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return 'unfinished';
}
