import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { newEntrant } from '../../../shared/domain/detection/new-entrant.ts';
import {
  type NewEntrantState,
  newEntrantStateSchema,
} from '../../../shared/domain/detection/new-entrant-state.ts';
import { closing, MONDAY } from './closings.ts';

/** The team's history before the first naming: so many wins over nobody, the first of them so many days ago. */
interface History {
  readonly closed?: number;
  readonly days?: number;
}

/** The day that the namings of a case are counted from. */
const TODAY = MONDAY + 1_000;

/** A naming of Hooli: a mention by Ada at Northwind today in a deal of its own, unless told otherwise. */
const named = (given: Partial<Closing> & { readonly day?: number } = {}): Partial<Closing> => {
  const { day = 0, ...rest } = given;
  const { recordedAt, closedOn } = closing({ day: TODAY + day });
  return {
    recordedAt,
    closedOn,
    result: 'open',
    competitor: 'hooli',
    rep: 'ada',
    account: 'northwind',
    ...rest,
  };
};
const elsewhere = { rep: 'bob', account: 'contoso' };

function foldNamings(namings: readonly Partial<Closing>[], { closed = 30, days = 100 }: History = {}) {
  const history = Array.from({ length: closed }, (_, n) =>
    closing({ day: TODAY - days + n / 1_000, result: 'won', dealId: `H-${n}` }),
  );
  const items = new Map<string, NewEntrantState>();
  const facts: Detection[] = [];
  for (const [index, one] of [...history, ...namings].entries()) {
    const naming = { ...closing(), dealId: `D-${index}`, ...one, seq: index + 1 };
    const touched = new Map(
      newEntrant.touches(naming).flatMap((name) => {
        const state = items.get(name);
        return state === undefined ? [] : [[name, state] as const];
      }),
    );
    const step = newEntrant.fold(touched, naming, {});
    for (const [name, state] of touched) items.set(name, newEntrantStateSchema.parse(state));
    facts.push(...step.facts);
  }
  return { items, facts };
}

const alarms = (namings: readonly Partial<Closing>[], history?: History) =>
  foldNamings(namings, history).facts.length;

describe('a competitor is new', () => {
  it('once two reps have named it in deals of two customers', () => {
    const { facts } = foldNamings([
      named(),
      named({ day: 3, dealId: 'B', result: 'lost', account: 'fabrikam' }),
      named({ ...elsewhere, day: 7, result: 'won' }),
      named({ ...elsewhere, day: 8, dealId: 'F' }),
    ]);
    expect(facts).toEqual([
      {
        family: 'new-entrant',
        seq: 33,
        at: (TODAY + 7) * 86_400_000,
        pattern: { competitor: 'hooli', reason: null, segment: null },
        key: 'competitor=hooli',
        epoch: 33,
        cause: 'alarm',
        mutedBy: null,
        evidence: [31, 32, 33],
        figures: {
          kind: 'new-entrant',
          namedIn: 3,
          customers: 3,
          reps: 2,
          lost: 1,
          won: 1,
          lastNamedOn: null,
        },
      },
    ]);
  });

  it('again after a year in which nobody named it', () => {
    const years = foldNamings([named({ day: -90 }), named({ day: 276 }), named({ ...elsewhere, day: 277 })], {
      days: 200,
    });
    expect(years.facts.map(({ figures }) => figures)).toEqual([
      { kind: 'new-entrant', namedIn: 2, customers: 2, reps: 2, lost: 0, won: 0, lastNamedOn: '2028-08-28' },
    ]);
  });

  it('beside others that are', () => {
    const { facts } = foldNamings(
      ['hooli', 'piedpiper'].flatMap((competitor) => [
        named({ competitor }),
        named({ ...elsewhere, competitor, day: 1 }),
      ]),
    );
    expect(facts.map(({ pattern }) => pattern.competitor)).toEqual(['hooli', 'piedpiper']);
  });

  it.each<[string, Partial<Closing>[], number, History?]>([
    ['two namings make one', [named(), named(elsewhere)], 1],
    ['one rep alone does not', [named(), named({ ...elsewhere, rep: 'ada' })], 0],
    ['one customer alone does not', [named(), named({ ...elsewhere, account: 'northwind' })], 0],
    [
      'one deal does not, whatever became of its rep and customer',
      [named({ dealId: 'A' }), named({ ...elsewhere, dealId: 'A' })],
      0,
    ],
    [
      'those who are not named are one rep',
      [named({ rep: undefined }), named({ ...elsewhere, rep: undefined })],
      0,
    ],
    ['and one customer', [named({ account: undefined }), named({ ...elsewhere, account: undefined })], 0],
    [
      'and not another than somebody who is',
      [named({ rep: undefined, account: undefined }), named(elsewhere)],
      0,
    ],
    ['after 60 days', [named(), named({ ...elsewhere, day: 60 })], 1],
    ['not after 61 days', [named(), named({ ...elsewhere, day: 61 })], 0],
    ['but then it begins anew', [named(), named({ ...elsewhere, day: 61 }), named({ day: 62 })], 1],
    [
      'losses to it and wins over it count',
      [named({ result: 'lost' }), named({ ...elsewhere, result: 'won' })],
      1,
    ],
    ['a deal that names nobody does not', [named(), named({ ...elsewhere, competitor: undefined })], 0],
    [
      'a year without a naming, and not a day less',
      [named(), named(elsewhere), named({ day: 365 }), named({ ...elsewhere, day: 366 })],
      1,
    ],
    [
      'after that it is new once more',
      [named(), named(elsewhere), named({ day: 366 }), named({ ...elsewhere, day: 367 })],
      2,
    ],
    ['not before 30 closed deals', [named(), named(elsewhere)], 0, { closed: 29 }],
    ['not before there are more than 60 days to compare with', [named(), named(elsewhere)], 0, { days: 60 }],
    ['but with 61', [named(), named(elsewhere)], 1, { days: 61 }],
    [
      'what was named at the start of the ledger is known afterwards',
      [named(), named({ ...elsewhere, day: 50 })],
      0,
      { days: 40 },
    ],
    [
      'a deal that an import brought makes it known',
      [named({ result: 'lost', bulk: true }), named(), named(elsewhere)],
      0,
    ],
    [
      'so does one that is reported late',
      [named({ result: 'lost', closedOn: TODAY - 90 }), named(), named(elsewhere)],
      0,
    ],
    [
      'but not one from more than a year ago',
      [named({ result: 'lost', closedOn: TODAY - 366 }), named(), named(elsewhere)],
      1,
    ],
  ])('%s', (_, namings, expected, history) => {
    expect(alarms(namings, history)).toBe(expected);
  });
});

/** Namings within the window, of few reps, customers and deals; all of one competitor. */
const naming = fc.record({
  rep: fc.constantFrom('ada', 'bob', undefined),
  account: fc.constantFrom('northwind', 'contoso', undefined),
  dealId: fc.constantFrom('A', 'B', 'C'),
  result: fc.constantFrom('open' as const, 'lost' as const, 'won' as const),
});
const inWindow = fc.array(naming, { maxLength: 6 });

describe('whether it is new', () => {
  it('does not depend on the order of namings within the window', () => {
    let alarmed = 0;
    fc.assert(
      fc.property(
        inWindow.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const before = alarms(all.map(named));
          expect(alarms(shuffled.map(named))).toBe(before);
          alarmed += before;
        },
      ),
    );
    expect(alarmed).toBeGreaterThan(10);
  });

  it('does not depend on what is told twice', () => {
    fc.assert(
      fc.property(inWindow, fc.integer({ min: 2, max: 50 }), (all, times) => {
        const repeated = all.flatMap((one) => Array.from({ length: times }, () => named(one)));
        const [once] = foldNamings(all.map(named)).facts;
        const [often] = foldNamings(repeated).facts;
        expect(often?.figures).toEqual(once?.figures);
      }),
    );
  });

  it('is what the list of all namings says, however many there are', () => {
    let alarmed = 0;
    const later = fc.record({
      rep: fc.constantFrom('ada', 'ada', 'ada', 'ada', 'bob'),
      account: fc.nat({ max: 60 }).map(String),
      dealId: fc.nat({ max: 60 }).map((deal) => `D${deal}`),
      days: fc.oneof(
        { weight: 60, arbitrary: fc.constant(0) },
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 70 }) },
        { weight: 1, arbitrary: fc.integer({ min: 360, max: 370 }) },
      ),
    });
    fc.assert(
      fc.property(fc.array(later, { maxLength: 120, size: 'max' }), (all) => {
        let day = 0;
        const dated = all.map(({ days, ...one }) => {
          day += days;
          return { ...one, day };
        });
        const found = foldNamings(dated.map(named)).facts.map(({ seq }) => seq - 31);
        expect(found).toEqual(newIn(dated));
        alarmed += found.length;
      }),
    );
    expect(alarmed).toBeGreaterThan(20);
  });
});

interface Dated {
  readonly day: number;
  readonly rep: string;
  readonly account: string;
  readonly dealId: string;
}

/** An oracle that keeps everything: the places in the list at which the competitor turns out to be new. */
function newIn(all: readonly Dated[]): number[] {
  const found: number[] = [];
  let start = 0;
  all.forEach(({ day }, index) => {
    const isKnown = found.some((earlier) => earlier >= start);
    const isQuiet = index > 0 && day - (all[index - 1]?.day ?? day) > 365;
    if (isQuiet || (!isKnown && day - (all[start]?.day ?? day) > 60)) start = index;
    const run = all.slice(start, index + 1);
    const different = (of: (one: Dated) => string) => new Set(run.map(of)).size;
    const enough = [
      different((one) => one.rep),
      different((one) => one.account),
      different((one) => one.dealId),
    ];
    const isFirst = !found.some((earlier) => earlier >= start);
    if (isFirst && enough.every((number) => number >= 2) && day - (run[0]?.day ?? day) <= 60)
      found.push(index);
  });
  return found;
}
