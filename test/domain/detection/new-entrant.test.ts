import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay } from '../../../shared/domain/calendar-date.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { newEntrant } from '../../../shared/domain/detection/new-entrant/new-entrant.ts';
import {
  type NewEntrantState,
  newEntrantStateSchema,
} from '../../../shared/domain/detection/new-entrant/new-entrant-state.ts';
import { countsIn, type RecountedEntrant, recountedEntrants } from '../../support/recounted-entrants.ts';
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

const TWO_OF_EACH = {
  kind: 'new-entrant',
  namedIn: 2,
  customers: 2,
  reps: 2,
  lost: 0,
  won: 0,
  isAtLeast: false,
  namedSince: null,
  lastNamedOn: null,
};

function foldNamings(namings: readonly Partial<Closing>[], { closed = 30, days = 100 }: History = {}) {
  const history = Array.from({ length: closed }, (_, n) =>
    closing({ day: TODAY - days + n / 1_000, result: 'won', dealId: `H-${n}` }),
  );
  const items = new Map<string, NewEntrantState>();
  const facts: Detection[] = [];
  const closings: Closing[] = [];
  for (const [index, one] of [...history, ...namings].entries()) {
    const naming = { ...closing(), dealId: `D-${index}`, ...one, seq: index + 1 };
    closings.push(naming);
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
  return { items, facts, closings };
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
          isAtLeast: false,
          namedSince: null,
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
      { ...TWO_OF_EACH, lastNamedOn: '2028-08-28' },
    ]);
  });

  it('within any 60 days, and not only within some', () => {
    const { facts } = foldNamings([named(), named({ day: 59 }), named({ ...elsewhere, day: 61 })]);
    expect(facts.map(({ figures, evidence }) => ({ figures, evidence }))).toEqual([
      { figures: { ...TWO_OF_EACH, namedSince: dateOfDay(TODAY) }, evidence: [32, 33] },
    ]);
  });

  it('wherever two reps name it within two days, however long one has named it', () => {
    for (let day = 30; day < 730; day += 7) {
      const months = Array.from({ length: day / 30 }, (_, n) => named({ day: 30 * n }));
      expect(alarms([...months, named({ day: day - 1 }), named({ ...elsewhere, day })])).toBe(1);
    }
  });

  it('and what counts are all namings of the 60 days', () => {
    const { facts } = foldNamings([
      named(),
      named({ day: 54 }),
      named({ day: 61 }),
      named({ ...elsewhere, day: 62 }),
    ]);
    expect(facts.map(({ figures }) => figures)).toEqual([
      { ...TWO_OF_EACH, namedIn: 3, namedSince: dateOfDay(TODAY) },
    ]);
  });

  it('and what came before the year of the first naming was before, whenever it is reported', () => {
    const late = named({ result: 'lost', closedOn: TODAY - 366 });
    for (const namings of [
      [late, named()],
      [named(), late],
    ])
      expect(foldNamings([...namings, named(elsewhere)]).facts.map(({ figures }) => figures)).toEqual([
        { ...TWO_OF_EACH, lastNamedOn: dateOfDay(TODAY - 366) },
      ]);
  });

  it('in as many deals as it was named in, or at least in as many as are remembered', () => {
    const often = (deals: number) => [
      ...Array.from({ length: deals }, (_, n) =>
        named({ result: 'lost', account: `c${n}`, dealId: `A-${n}`, day: n / 10 }),
      ),
      named({ ...elsewhere, day: 9 }),
    ];
    const figures = (deals: number) => foldNamings(often(deals)).facts[0]?.figures;
    expect(figures(15)).toMatchObject({ namedIn: 16, customers: 16, reps: 2, lost: 15, isAtLeast: false });
    expect(figures(41)).toMatchObject({ namedIn: 16, customers: 16, reps: 2, lost: 15, isAtLeast: true });
    // What was left out counts no more once it is too old.
    const daily = Array.from({ length: 40 }, (_, day) => named({ dealId: `A-${day}`, day }));
    const figuresOn = (day: number) =>
      foldNamings([...daily, named({ ...elsewhere, day })]).facts[0]?.figures;
    expect(figuresOn(84)).toMatchObject({ namedIn: 16, customers: 2, isAtLeast: true });
    expect(figuresOn(85)).toMatchObject({ namedIn: 16, customers: 2, isAtLeast: false });
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
      'a rep who is not named may be the one who is',
      [named({ rep: undefined }), named(elsewhere), named({ rep: undefined, account: 'fabrikam' })],
      0,
    ],
    [
      'and so may a customer',
      [named({ account: undefined }), named(elsewhere), named({ account: undefined, rep: 'cyd' })],
      0,
    ],
    [
      'a mention of an unknown deal has neither',
      [named({ rep: undefined, account: undefined }), named(elsewhere)],
      0,
    ],
    ['a name of neither letters nor digits is none', [named({ rep: '' }), named(elsewhere)], 0],
    [
      'what one does not name, another may',
      [named({ rep: undefined }), named(elsewhere), named({ account: undefined })],
      1,
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

  it('is what a recount of all namings says, however many there are', () => {
    const found = { alarms: 0, uncounted: 0, slid: 0, back: 0 };
    fc.assert(
      fc.property(fc.oneof(many, scattered), (steps) => {
        const { facts, closings } = foldNamings(dated(steps));
        const expected = recountedEntrants(closings);
        expect(facts.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq));
        for (const [at, { figures, evidence }] of facts.entries()) {
          const one = expected[at];
          if (figures.kind !== 'new-entrant' || one === undefined) throw new Error('There is no such alarm.');
          const { kind: _, isAtLeast, namedSince, lastNamedOn, ...counted } = figures;
          expect({ namedSince, lastNamedOn }).toEqual(only(one));
          const behind = closings.filter(({ seq }) => evidence.includes(seq));
          expect(one.window).toEqual(expect.arrayContaining(behind));
          expect(counted).toEqual(countsIn(behind));
          if (isAtLeast) expect(one.window.length).toBeGreaterThan(16);
          else expect(counted).toEqual(one.counts);
          found.alarms += 1;
          found.uncounted += isAtLeast ? 1 : 0;
          found.slid += namedSince === null ? 0 : 1;
          found.back += lastNamedOn === null ? 0 : 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(found.alarms).toBeGreaterThan(100);
    for (const often of [found.uncounted, found.slid, found.back]) expect(often).toBeGreaterThan(5);
  });

  it('needs less than 1 KB, whoever names it how often', () => {
    const items = new Map<string, NewEntrantState>();
    let largest = 0;
    for (let n = 0; n < 300; n += 1) {
      const at = TODAY + (n < 100 ? n : 100 + n / 20);
      const naming = {
        ...closing({ day: at, seq: 60_000_000 + n * 997, competitor: n < 100 ? undefined : 'hooli' }),
        dealId: `${'deal '.repeat(30)}${n}`,
        rep: n % 3 === 0 ? undefined : 'one rep',
        account: `account-${n}`,
      };
      newEntrant.fold(items, naming, {});
      largest = Math.max(largest, JSON.stringify(items.get('competitor=hooli') ?? null).length);
    }
    expect(largest).toBeGreaterThan(600);
    expect(largest).toBeLessThan(1024);
  });
});

const only = ({ namedSince, lastNamedOn }: RecountedEntrant) => ({ namedSince, lastNamedOn });

/** A naming, and so many days after the one before it; reported so many days late, if it is. */
interface Step {
  readonly days: number;
  readonly late?: number;
  readonly rep: string | undefined;
  readonly account: string | undefined;
  readonly dealId: string;
  readonly result: Closing['result'];
}

const result = fc.constantFrom('open' as const, 'lost' as const, 'won' as const);

/** Most by one rep, many on the same day. */
const many: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    rep: fc.constantFrom('ada', 'ada', 'ada', 'ada', 'ada', 'ada', 'ada', 'ada', undefined, 'bob'),
    account: fc.option(fc.nat({ max: 60 }).map(String), { nil: undefined }),
    dealId: fc.nat({ max: 60 }).map((deal) => `D${deal}`),
    result,
    days: fc.oneof(
      { weight: 60, arbitrary: fc.constant(0) },
      { weight: 15, arbitrary: fc.integer({ min: 1, max: 20 }) },
      { weight: 1, arbitrary: fc.integer({ min: 360, max: 370 }) },
    ),
  }),
  { minLength: 10, maxLength: 120, size: 'max' },
);

/** Few, often a window or a year apart, some of them history. */
const scattered: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    rep: fc.constantFrom('ada', 'ada', 'bob', undefined, undefined),
    account: fc.constantFrom('northwind', 'northwind', 'contoso', undefined, undefined),
    dealId: fc.constantFrom('A', 'B', 'C', 'D'),
    result,
    days: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 65 }) },
      { weight: 1, arbitrary: fc.integer({ min: 290, max: 370 }) },
    ),
    late: fc.oneof(
      { weight: 20, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 40, max: 800 }) },
    ),
  }),
  { maxLength: 25, size: 'max' },
);

/** Only what is closed can be history here. */
function dated(steps: readonly Step[]): Partial<Closing>[] {
  let day = 0;
  return steps.map(({ days, late = 0, ...one }) => {
    day += days;
    const naming = named({ ...one, day });
    return late > 0 ? { ...naming, result: 'lost', closedOn: TODAY + day - late } : naming;
  });
}
