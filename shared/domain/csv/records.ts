import { quotedRecord } from './quoted-record.ts';

/** A record longer than this is a slip: a quotation mark that nobody closed, or a file that is no table. */
export const LONGEST_RECORD = 1_000_000;

/** What is wrong with a record as CSV, whatever its columns mean. */
export interface BrokenRecord {
  /** The line of the file on which it begins; the header is line 1. */
  readonly line: number;
  /** Its cell with the fault, from 0; undefined where it is the record as a whole. */
  readonly cell: number | undefined;
  readonly message: string;
}

export interface RecordReader {
  /** One more piece of the text, of any length. */
  push(text: string): void;
  end(): void;
}

interface Receiver {
  record(cells: readonly string[], line: number): void;
  broken(record: BrokenRecord): void;
}

const TOO_LONG = `Is longer than ${LONGEST_RECORD.toLocaleString('en')} characters and was skipped. Check the quotation marks and line ends around it.`;

/**
 * Reads CSV (RFC 4180) in pieces, and goes on after a fault: the line on which a record is broken is told of, and reading
 * starts again at the next one. Line ends may be LF, CRLF or CR; blank lines are no records. Cells are as they stand there,
 * with the spaces around them.
 */
export function createRecordReader(separator: string, receiver: Receiver): RecordReader {
  let text = '';
  let line = 1;
  let endedInReturn = false;
  /** Within a line that was too long: what comes up to its end belongs to it. */
  let skipping = false;

  function read(isEnd: boolean): void {
    let start = 0;
    // Searched anew only behind the last one found: most files have few quotation marks, and some have none.
    let quote = text.indexOf('"');
    for (;;) {
      const lineEnd = text.indexOf('\n', start);
      const end = lineEnd !== -1 ? lineEnd : text.length;
      if (lineEnd === -1 && !isEnd && end - start <= LONGEST_RECORD) break;
      if (start >= text.length) break;
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start);
      if (skipping || end - start > LONGEST_RECORD) {
        if (!skipping) receiver.broken({ line, cell: undefined, message: TOO_LONG });
        skipping = lineEnd === -1;
      } else if (quote === -1 || quote >= end) {
        take(text.slice(start, end).split(separator));
      } else {
        const found = quotedRecord(text, start, { separator, isEnd, longest: LONGEST_RECORD });
        if (found.kind === 'unfinished') break;
        if (found.kind === 'record') {
          take(found.cells);
          line += found.lines;
          start = found.next;
          continue;
        }
        receiver.broken({ line, cell: found.cell, message: found.message });
      }
      if (lineEnd === -1) {
        start = text.length;
        break;
      }
      start = lineEnd + 1;
      line += 1;
    }
    text = text.slice(start);
  }

  function take(cells: readonly string[]): void {
    if (cells.some((cell) => cell !== '' && cell.trim() !== '')) receiver.record(cells, line);
  }

  return {
    push(more) {
      // A CRLF that is cut in two is one line end.
      const joined = endedInReturn ? `\r${more}` : more;
      endedInReturn = joined.endsWith('\r');
      const whole = endedInReturn ? joined.slice(0, -1) : joined;
      text += whole.includes('\r') ? whole.replaceAll(/\r\n?/g, '\n') : whole;
      read(false);
    },
    end() {
      if (endedInReturn) text += '\n';
      read(true);
    },
  };
}
