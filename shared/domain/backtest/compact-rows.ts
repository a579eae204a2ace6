import type { Closing } from '../detection/closing.ts';
import { competitorKey, nameKey } from '../names.ts';
import { quickNameKey } from '../quick-name-key.ts';
import { REASON_CODES } from '../reasons.ts';
import { remembering } from './memory.ts';
import { createNumberColumn } from './number-column.ts';
import type { Row } from './row.ts';
import { createSpellings, type Spellings } from './spellings.ts';
import { createTextTable } from './text-table.ts';

/** A row in its place in the order of logging. */
type Logged =
  | {
      readonly kind: 'closing';
      readonly closing: Closing;
      /** The names that the row brought, by their numbers; 0 where it has none. */
      readonly competitor: number;
      readonly segment: number;
    }
  /** An earlier row reported the deal already. */
  | { readonly kind: 'repeat'; readonly line: number; readonly firstLine: number };

export interface CompactRows {
  readonly size: number;
  readonly competitorNames: Spellings;
  /** Of segments and reps. */
  readonly otherNames: Spellings;
  add(row: Row, line: number): void;
  /** The rows in the order in which they were logged, those of one moment in the order of the file. */
  inOrder(): Generator<Logged>;
  /** The deal of a closing, by the `seq` that {@link inOrder} gave it. */
  dealOf(seq: number): string;
}

/**
 * All rows of a table in some sixty bytes each, so that they can be put into order: a table need not be sorted, and one
 * that nearly is must not be read as one that is.
 */
export function createCompactRows(): CompactRows {
  const deals = createTextTable();
  const competitorNames = createSpellings(competitorKey);
  const otherNames = createSpellings(nameKey);
  const numberOfCompetitor = numberIn(competitorNames);
  const numberOf = numberIn(otherNames);
  /** The keys of customers: most tables have as many customers as deals, so they are kept compactly too. */
  const accounts = createTextTable();
  const currencies: string[] = [];
  const [lines, loggedAt, closedOn] = [column('count'), column('number'), column('day')];
  const [dealNumbers, accountNumbers] = [column('count'), column('count')];
  const [competitors, segments, reps] = [column('count'), column('count'), column('count')];
  const [results, reasons] = [column('byte'), column('byte')];
  const [amounts, currencyNumbers] = [column('number'), column('count')];
  /** The row of each closing, from seq 1 on. */
  const rowsOfClosings = column('count');
  let closings = 0;
  let size = 0;
  let isSorted = true;

  function* inOrder(): Generator<Logged> {
    const order = new Uint32Array(size);
    for (let row = 0; row < size; row += 1) order[row] = row;
    if (!isSorted) order.sort((a, b) => loggedAt.at(a) - loggedAt.at(b) || a - b);
    const reported = new Uint32Array(deals.size);
    let seq = 0;
    for (const row of order) {
      const deal = dealNumbers.at(row);
      const first = reported[deal] ?? 0;
      if (first !== 0) {
        yield { kind: 'repeat', line: lines.at(row), firstLine: first };
        continue;
      }
      reported[deal] = lines.at(row);
      seq += 1;
      // The order is the same whenever it is asked for.
      if (seq > closings) closings = rowsOfClosings.push(row);
      yield {
        kind: 'closing',
        closing: closingAt(row, seq),
        competitor: competitors.at(row),
        segment: segments.at(row),
      };
    }
  }

  function closingAt(row: number, seq: number): Closing {
    const result = results.at(row);
    const [currency, account] = [currencyNumbers.at(row), accountNumbers.at(row)];
    const reason = reasons.at(row);
    return {
      seq,
      recordedAt: loggedAt.at(row),
      dealId: deals.at(dealNumbers.at(row)),
      money:
        currency === 0 ? undefined : { amount: amounts.at(row), currency: currencies[currency - 1] ?? '' },
      segment: otherNames.keyOf(segments.at(row)),
      rep: otherNames.keyOf(reps.at(row)),
      account: account === 0 ? undefined : accounts.at(account - 1),
      result: (result & WON) > 0 ? 'won' : 'lost',
      competitor: (result & NAMED) > 0 ? competitorNames.keyOf(competitors.at(row)) : undefined,
      reason: reason === 0 ? undefined : REASON_CODES[reason - 1],
      closedOn: closedOn.at(row),
    };
  }

  return {
    competitorNames,
    otherNames,
    get size() {
      return size;
    },
    add(row, line) {
      if (size > 0 && row.loggedAt < loggedAt.at(size - 1)) isSorted = false;
      lines.push(line);
      loggedAt.push(row.loggedAt);
      closedOn.push(row.closedOn);
      dealNumbers.push(deals.add(row.dealId));
      results.push((row.result === 'won' ? WON : 0) + (row.isNamed ? NAMED : 0));
      reasons.push(REASON_NUMBERS.get(row.reason ?? '') ?? 0);
      competitors.push(numberOfCompetitor(row.competitor));
      segments.push(numberOf(row.segment));
      reps.push(numberOf(row.rep));
      accountNumbers.push(row.account === undefined ? 0 : accounts.add(quickNameKey(row.account)) + 1);
      amounts.push(row.money?.amount ?? 0);
      currencyNumbers.push(row.money === undefined ? 0 : placeIn(currencies, row.money.currency) + 1);
      size += 1;
    },
    inOrder,
    dealOf: (seq) => deals.at(dealNumbers.at(rowsOfClosings.at(seq - 1))),
  };
}

/** Bits of a result. */
const [WON, NAMED] = [1, 2];
/** From 1; a win may have none. */
const REASON_NUMBERS: ReadonlyMap<string, number> = new Map(
  REASON_CODES.map((code, place) => [code, place + 1]),
);
const column = createNumberColumn;

function numberIn(names: Spellings): (name: string | undefined) => number {
  const numberOf = remembering(names.numberOf);
  return (name) => (name === undefined ? 0 : numberOf(name));
}

function placeIn(list: string[], text: string): number {
  const place = list.indexOf(text);
  return place === -1 ? list.push(text) - 1 : place;
}
