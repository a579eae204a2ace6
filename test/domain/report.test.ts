import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayNumber } from '../../shared/domain/calendar-date.ts';
import { createReportSchemas, dealId, storedReports } from '../../shared/domain/report.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal, aWin, TODAY } from '../support/reports.ts';

const BUILDERS = { loss: aLoss, win: aWin, openDeal: anOpenDeal, mention: aMention } as const;
type Kind = keyof typeof BUILDERS;
const KINDS: readonly Kind[] = ['loss', 'win', 'openDeal', 'mention'];

const SCHEMAS = createReportSchemas(TODAY);

/** What the schema says about a body: the path of the wrong field, and what is said. */
function problems(kind: Kind, body: unknown): [path: string, message: string][] {
  const parsed = SCHEMAS[kind].safeParse(body);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) =>
    (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]).map(
      (path): [string, string] => [path.join('/'), issue.message],
    ),
  );
}
const starting = (text: string) => expect.stringMatching(new RegExp(`^${RegExp.escape(text)}`));
const daysBefore = (days: number) => dateOfDay((dayNumber(TODAY) ?? Number.NaN) - days);

describe('the builders of these tests', () => {
  it.each(KINDS)('make a legal %s', (kind) => {
    expect(problems(kind, BUILDERS[kind]())).toEqual([]);
  });
});

/** Every row changes one thing of a legal report, and has the one problem that this makes. */
type Row = readonly [what: string, kind: Kind, change: object, path: string, message: string];

const LONG = 'x'.repeat(201);
const NOT_TEXT = 'Is not usable. Give it as text';
const CONTROL = 'Has control characters. Remove them';

describe('one thing that is wrong is named by its field, and the message says what to do', () => {
  const fields: readonly Row[] = [
    ...KINDS.map(
      (kind): Row => ['an unknown field', kind, { reasn: 'price' }, 'reasn', 'Is not a field here'],
    ),
    ['a field of another report', 'win', { lostOn: '2026-06-01' }, 'lostOn', 'Is not a field here'],
    ['a field of another report', 'openDeal', { note: 'x' }, 'note', 'Is not a field here'],
    ['a field of another report', 'mention', { account: 'x' }, 'account', 'Is not a field here'],
    ['a field in capitals', 'loss', { Segment: 'x' }, 'Segment', 'Is not a field here'],
    ['constructor', 'loss', { constructor: 'x' }, 'constructor', 'Is not a field here'],
    ['toString', 'mention', { toString: 'x' }, 'toString', 'Is not a field here'],
  ];
  const codes: readonly Row[] = [
    [
      'an unknown outcome',
      'loss',
      { outcome: 'lost' },
      'outcome',
      'Is not a known code. Use one of: competitor,',
    ],
    ['an empty outcome', 'loss', { outcome: '' }, 'outcome', 'Is not a known code'],
    ['an outcome in capitals', 'loss', { outcome: 'Competitor' }, 'outcome', 'Is not a known code'],
    ['an outcome that is null', 'loss', { outcome: null }, 'outcome', 'Is not a known code'],
    [
      'an unknown reason',
      'loss',
      { primaryReason: 'cost' },
      'primaryReason',
      'Is not a known code. Use one of: price,',
    ],
    [
      'a reason that every object has',
      'loss',
      { primaryReason: 'toString' },
      'primaryReason',
      'Is not a known code',
    ],
    ['an unknown reason', 'win', { primaryReason: 'luck' }, 'primaryReason', 'Is not a known code'],
    ['an unknown threat', 'mention', { threat: 'huge' }, 'threat', 'Is not a known code. Use one of: low,'],
    ['a threat as a number', 'mention', { threat: 1 }, 'threat', 'Is not a known code'],
    ['incumbent as text', 'mention', { incumbent: 'yes' }, 'incumbent', 'Must be true or false'],
    ['incumbent as null', 'mention', { incumbent: null }, 'incumbent', 'Must be true or false'],
  ];
  const dates: readonly Row[] = (
    [
      ['loss', 'lostOn'],
      ['win', 'wonOn'],
      ['mention', 'heardOn'],
    ] as const
  ).flatMap(([kind, path]): Row[] => [
    [
      'tomorrow',
      kind,
      { [path]: daysBefore(-1) },
      path,
      'Is in the future. Give today (15 Jun 2026) or an earlier',
    ],
    ['a year ahead', kind, { [path]: '2027-06-15' }, path, 'Is in the future'],
    [
      '401 days back',
      kind,
      { [path]: daysBefore(401) },
      path,
      'Is more than 400 days back. The earliest day is 11 May 2025.',
    ],
    ['long ago', kind, { [path]: '0001-01-01' }, path, 'Is more than 400 days back'],
    ['30 February', kind, { [path]: '2026-02-30' }, path, 'Is not a date. Write it as YYYY-MM-DD'],
    ['29 February of no leap year', kind, { [path]: '2026-02-29' }, path, 'Is not a date'],
    ['month 13', kind, { [path]: '2026-13-01' }, path, 'Is not a date'],
    ['an American date', kind, { [path]: '06/12/2026' }, path, 'Is not a date'],
    ['a date with a time', kind, { [path]: '2026-06-12T00:00:00Z' }, path, 'Is not a date'],
    ['a date without zeros', kind, { [path]: '2026-6-12' }, path, 'Is not a date'],
    ['a date with spaces', kind, { [path]: ' 2026-06-12' }, path, 'Is not a date'],
    ['a date of digits that are not ASCII', kind, { [path]: '２０２６-06-12' }, path, 'Is not a date'],
    ['an empty date', kind, { [path]: '' }, path, 'Is not a date'],
    ['a date as a number', kind, { [path]: 20260612 }, path, 'Is not usable. Give a date as text'],
    ['a date that is null', kind, { [path]: null }, path, 'Is not usable. Give a date as text'],
  ]);
  const expectedCloses: readonly Row[] = [
    ['31 April', 'openDeal', { expectedCloseOn: '2026-04-31' }, 'expectedCloseOn', 'Is not a date'],
    ['a word', 'openDeal', { expectedCloseOn: 'soon' }, 'expectedCloseOn', 'Is not a date'],
    ['a number', 'openDeal', { expectedCloseOn: 1 }, 'expectedCloseOn', 'Is not usable. Give a date'],
  ];
  const money: readonly Row[] = (['loss', 'win', 'openDeal'] as const).flatMap((kind): Row[] => [
    [
      'a negative amount',
      kind,
      { amount: '-1' },
      'amount',
      'Is negative. Give the amount of the deal as a positive',
    ],
    ['an amount in words', kind, { amount: 'a lot' }, 'amount', 'Is not an amount. Write digits'],
    ['an empty amount', kind, { amount: '' }, 'amount', 'Is not an amount'],
    [
      'an amount as a number',
      kind,
      { amount: 1250 },
      'amount',
      'Is not usable. Give a decimal number as text',
    ],
    [
      'an amount that is null',
      kind,
      { amount: null },
      'amount',
      'Is not usable. Give a decimal number as text',
    ],
    ['an amount with its currency', kind, { amount: '1250 EUR' }, 'amount', 'Is not an amount'],
    ['grouped digits', kind, { amount: '1,250' }, 'amount', 'Is not an amount'],
    ['a decimal comma', kind, { amount: '1250,50' }, 'amount', 'Is not an amount'],
    ['two points', kind, { amount: '1.250.50' }, 'amount', 'Is not an amount'],
    ['a point at the end', kind, { amount: '1250.' }, 'amount', 'Is not an amount'],
    ['a point at the start', kind, { amount: '.50' }, 'amount', 'Is not an amount'],
    ['a power of ten', kind, { amount: '1e6' }, 'amount', 'Is not an amount'],
    ['a plus sign', kind, { amount: '+5' }, 'amount', 'Is not an amount'],
    ['hexadecimal digits', kind, { amount: '0x10' }, 'amount', 'Is not an amount'],
    ['Arabic digits', kind, { amount: '١٢٣' }, 'amount', 'Is not an amount'],
    ['infinity', kind, { amount: 'Infinity' }, 'amount', 'Is not an amount'],
    ['thirteen digits', kind, { amount: '1000000000000' }, 'amount', 'Is not an amount'],
    [
      'a tenth of a cent',
      kind,
      { amount: '1.001' },
      'amount',
      'Has more digits after the point than its currency',
    ],
    ['half a yen', kind, { amount: '1.5', currency: 'JPY' }, 'amount', 'Has more digits after the point'],
    [
      'a tenth of a fils',
      kind,
      { amount: '1.0001', currency: 'KWD' },
      'amount',
      'Has more digits after the point',
    ],
    [
      'an amount without a currency',
      kind,
      { currency: undefined },
      'currency',
      'Is missing. An amount needs a currency',
    ],
    [
      'a currency without an amount',
      kind,
      { amount: undefined },
      'amount',
      'Is missing. Give the amount that the currency',
    ],
    [
      'an unknown currency',
      kind,
      { currency: 'ABC' },
      'currency',
      'Is not a currency. Use a code of ISO 4217',
    ],
    ['a currency in small letters', kind, { currency: 'eur' }, 'currency', 'Is not a currency'],
    ['a currency sign', kind, { currency: '€' }, 'currency', 'Is not a currency'],
    ['a currency that every object has', kind, { currency: 'constructor' }, 'currency', 'Is not a currency'],
    [
      'a currency as a number',
      kind,
      { currency: 978 },
      'currency',
      'Is not usable. Give it as text, such as "EUR"',
    ],
  ]);
  const lines: readonly Row[] = (
    [
      ...(['loss', 'win', 'openDeal'] as const).flatMap((kind) =>
        ['account', 'segment', 'region', 'product', 'owner', 'stage'].map((path) => [kind, path] as const),
      ),
      ['loss', 'competitor'],
      ['win', 'competitor'],
      ['mention', 'competitor'],
    ] as const
  ).flatMap(([kind, path]): Row[] => [
    ['more than 200 characters', kind, { [path]: LONG }, path, 'Is longer than 200 characters. Shorten it.'],
    ['a number', kind, { [path]: 5 }, path, NOT_TEXT],
    ['null', kind, { [path]: null }, path, NOT_TEXT],
    ['a list', kind, { [path]: ['x'] }, path, NOT_TEXT],
    ['a null character', kind, { [path]: 'a\u0000b' }, path, CONTROL],
    ['a line break', kind, { [path]: 'a\nb' }, path, CONTROL],
    ['a tab', kind, { [path]: 'a\tb' }, path, CONTROL],
    ['an escape character', kind, { [path]: 'a\u001b[31mb' }, path, CONTROL],
    ['a C1 control', kind, { [path]: 'a\u0085b' }, path, CONTROL],
    ['a line separator', kind, { [path]: 'a\u2028b' }, path, CONTROL],
    ['a mark that turns the text around', kind, { [path]: 'a\u202eb' }, path, CONTROL],
    ['an isolating direction mark', kind, { [path]: 'a\u2066b' }, path, CONTROL],
    ['half of a character', kind, { [path]: 'a\ud83db' }, path, CONTROL],
    ['the other half', kind, { [path]: 'a\ude00b' }, path, CONTROL],
  ]);
  const empties: readonly Row[] = ['account', 'segment', 'region', 'product', 'owner', 'stage'].flatMap(
    (path): Row[] => [
      ['nothing', 'openDeal', { [path]: '' }, path, 'Is empty. Fill it in, or leave the field out.'],
      ['only spaces', 'openDeal', { [path]: ' \t ' }, path, 'Is empty'],
    ],
  );
  const notes: readonly Row[] = (['loss', 'win', 'mention'] as const).flatMap((kind): Row[] => [
    ['a note that is too long', kind, { note: 'x'.repeat(4_001) }, 'note', 'Is longer than 4,000 characters'],
    ['an empty note', kind, { note: '  ' }, 'note', 'Is empty'],
    ['a note that is no text', kind, { note: { text: 'x' } }, 'note', NOT_TEXT],
    ['a null character in the note', kind, { note: 'a\u0000b' }, 'note', CONTROL],
    ['a direction mark in the note', kind, { note: 'a\u202eb' }, 'note', CONTROL],
    ['half of a character in the note', kind, { note: 'a\ud83db' }, 'note', CONTROL],
  ]);
  const reasons: readonly Row[] = (['loss', 'win'] as const).flatMap((kind): Row[] => [
    [
      'a reason that is no list',
      kind,
      { secondaryReasons: 'price' },
      'secondaryReasons',
      'Must be a list of reason codes',
    ],
    [
      'no list but null',
      kind,
      { secondaryReasons: null },
      'secondaryReasons',
      'Must be a list of reason codes',
    ],
    [
      'an unknown secondary reason',
      kind,
      { secondaryReasons: ['timing', 'cost'] },
      'secondaryReasons/1',
      'Is not a known code',
    ],
    [
      'four secondary reasons',
      kind,
      { secondaryReasons: ['timing', 'poor_fit', 'incumbent', 'no_budget'] },
      'secondaryReasons',
      'Has more than three reasons. Keep the most important ones.',
    ],
    [
      'the same secondary reason twice',
      kind,
      { secondaryReasons: ['timing', 'timing'] },
      'secondaryReasons',
      'Names a reason twice. Keep each reason once',
    ],
    [
      'the primary reason again',
      kind,
      { primaryReason: 'price', secondaryReasons: ['timing', 'price'] },
      'secondaryReasons',
      'Names a reason twice',
    ],
    [
      'other without a note',
      kind,
      { primaryReason: 'other' },
      'note',
      'Is too short. The reason "other" needs a note of at',
    ],
    [
      'other with a note of 19 characters',
      kind,
      { primaryReason: 'other', note: `  ${'x'.repeat(19)}  ` },
      'note',
      'Is too short',
    ],
  ]);
  const competitors: readonly Row[] = [
    [
      'a loss to a competitor without its name',
      'loss',
      { competitor: undefined },
      'competitor',
      'Is missing. Name the competitor that took the deal, or write "unknown" if nobody knows.',
    ],
    ...(['loss', 'win', 'mention'] as const).flatMap((kind) =>
      ['n/a', 'N.A.', '-', '?', '...', 'none', 'None!', 'null', 'nil', 'test', 'TBD', 'nobody'].map(
        (competitor): Row => [
          `the placeholder "${competitor}"`,
          kind,
          { competitor },
          'competitor',
          `Is not a name. Write the competitor's name, or "unknown"`,
        ],
      ),
    ),
    [
      'an unknown competitor',
      'mention',
      { competitor: 'Unknown' },
      'competitor',
      'Is not a name. A mention says which',
    ],
    [
      'an unknown competitor',
      'mention',
      { competitor: 'unknown competitor' },
      'competitor',
      'Is not a name. A mention',
    ],
  ];
  const keys: readonly Row[] = (
    [
      ['loss', 'competitor'],
      ['mention', 'competitor'],
      ['loss', 'segment'],
      ['win', 'region'],
      ['openDeal', 'product'],
    ] as const
  ).flatMap(([kind, path]): Row[] => [
    ['a name of many bytes', kind, { [path]: '株'.repeat(134) }, path, 'Is too long for a name. Shorten it.'],
    [
      'a name that becomes long when spelt out',
      kind,
      { [path]: '\ufdfa'.repeat(200) },
      path,
      'Is too long for a name',
    ],
  ]);
  const all = [
    keys,
    fields,
    codes,
    dates,
    expectedCloses,
    money,
    lines,
    empties,
    notes,
    reasons,
    competitors,
  ].flat();

  it.each(all)('%s in a %s', (_, kind, change, path, message) => {
    expect(problems(kind, { ...BUILDERS[kind](), ...change })).toEqual([[path, starting(message)]]);
  });
});

describe('what must be there is asked for', () => {
  it.each<[string, Kind, [string, string][]]>([
    [
      'a loss',
      'loss',
      [
        ['lostOn', 'Is missing. Give a date as text'],
        ['outcome', 'Is missing. Use one of: competitor'],
        ['primaryReason', 'Is missing. Use one of: price'],
      ],
    ],
    ['a win', 'win', [['wonOn', 'Is missing. Give a date as text']]],
    ['an open deal', 'openDeal', []],
    ['a mention', 'mention', [['competitor', 'Is missing. Give it as text']]],
  ])('of %s', (_, kind, expected) => {
    expect(problems(kind, {})).toEqual(expected.map(([path, message]) => [path, starting(message)]));
  });

  it.each(
    KINDS.flatMap((kind) => [null, [], 'text', 5, true, undefined].map((body) => [body, kind] as const)),
  )('not %j for a %s', (body, kind) => {
    expect(problems(kind, body)).toEqual([['', starting('Must be a JSON object')]]);
  });
});

describe('everything that is wrong is said at once', () => {
  it('in a loss', () => {
    const body = {
      outcome: 'competitor',
      primaryReason: 'other',
      secondaryReasons: ['price', 'price', 'other', 'timing'],
      amount: '1.234',
      currency: 'EUR',
      account: 'a\u0000',
      owner: '',
      lostBy: 'Ada',
    };
    expect(
      problems('loss', body)
        .map(([path]) => path)
        .sort(),
    ).toEqual([
      'account',
      'amount',
      'competitor',
      'lostBy',
      'lostOn',
      'note',
      'owner',
      'secondaryReasons',
      'secondaryReasons',
    ]);
  });

  const wrongAlone: [string, object][] = [
    ['lostOn', { lostOn: 'x' }],
    ['outcome', { outcome: 'x' }],
    ['unknown', { unknown: 1 }],
    ['secondaryReasons', { secondaryReasons: ['timing', 'poor_fit', 'incumbent', 'no_budget'] }],
    ['secondaryReasons', { secondaryReasons: ['price'] }],
    ['account', { account: '' }],
    ['segment', { segment: LONG }],
    ['amount', { amount: '1.001' }],
    ['note', { note: 7 }],
    ['competitor', { competitor: 'n/a' }],
  ];
  it.each(wrongAlone)('%s does not hide what else is wrong', (path, change) => {
    for (const [other, otherChange] of wrongAlone) {
      if (other === path) continue;
      const said = problems('loss', { ...aLoss(), ...change, ...otherChange }).map(([where]) => where);
      expect(said.sort()).toEqual([path, other].sort());
    }
  });
});

describe('these are legal', () => {
  it.each<[string, Kind, object]>([
    ['today', 'loss', { lostOn: TODAY }],
    ['400 days back', 'loss', { lostOn: daysBefore(400) }],
    ['today', 'win', { wonOn: TODAY }],
    ['400 days back', 'win', { wonOn: daysBefore(400) }],
    ['today', 'mention', { heardOn: TODAY }],
    ['400 days back', 'mention', { heardOn: daysBefore(400) }],
    ['an expected close long ago: deals slip', 'openDeal', { expectedCloseOn: '2020-01-01' }],
    ['a leap day', 'openDeal', { expectedCloseOn: '2028-02-29' }],
    ['an expected close in years', 'openDeal', { expectedCloseOn: '2099-12-31' }],
    ['an amount of nothing', 'loss', { amount: '0' }],
    ['twelve digits and cents', 'loss', { amount: '999999999999.99' }],
    ['cents', 'loss', { amount: '1.01' }],
    ['more zeros than the currency has', 'loss', { amount: '1.010000' }],
    ['yen', 'loss', { amount: '5000', currency: 'JPY' }],
    ['yen with a zero after the point', 'loss', { amount: '5000.0', currency: 'JPY' }],
    ['fils', 'loss', { amount: '1.001', currency: 'KWD' }],
    ['nobody knows the competitor', 'loss', { competitor: 'unknown' }],
    ['nobody knows the competitor, in other words', 'loss', { competitor: 'Unknown competitor' }],
    ['no competitor where none took it', 'loss', { outcome: 'no_decision', competitor: undefined }],
    ['a competitor that did not take it', 'loss', { outcome: 'withdrawn', competitor: 'Acme' }],
    ['a beaten competitor', 'win', { competitor: 'Acme', primaryReason: 'price' }],
    ['three secondary reasons', 'loss', { secondaryReasons: ['timing', 'poor_fit', 'incumbent'] }],
    ['no secondary reasons', 'loss', { secondaryReasons: [] }],
    ['other with a note of 20 characters', 'loss', { primaryReason: 'other', note: 'x'.repeat(20) }],
    ['a note of 4,000 characters', 'loss', { note: 'x'.repeat(4_000) }],
    ['a note with line breaks and tabs', 'loss', { note: 'a\r\n\tb' }],
    ['200 characters', 'loss', { account: 'x'.repeat(200) }],
    ['a long name in Japanese', 'loss', { competitor: '株'.repeat(133) }],
    ['a long name in Greek', 'loss', { segment: 'ω'.repeat(200) }],
    ['a name in Arabic', 'loss', { account: 'شركة الاختبار' }],
    ['a name in Japanese', 'loss', { competitor: '株式会社テスト' }],
    ['an emoji of several characters', 'loss', { account: 'Team 👩‍👩‍👧' }],
    ['markup, which is only text here', 'loss', { account: '<script>alert(1)</script>' }],
    ['a name that contains a placeholder', 'loss', { competitor: 'Nonesuch' }],
    ['a competitor named like a part of every object', 'mention', { competitor: 'Constructor' }],
  ])('%s in a %s', (_, kind, change) => {
    expect(problems(kind, { ...BUILDERS[kind](), ...change })).toEqual([]);
  });

  it('and spaces around a text are taken off', () => {
    expect(SCHEMAS.loss.parse({ ...aLoss(), account: '  Northwind ', amount: ' 5 ' })).toMatchObject({
      account: 'Northwind',
      amount: '5',
    });
  });
});

it('takes what was stored, however long ago', () => {
  expect(storedReports.loss.parse(aBareLoss({ lostOn: '1999-12-31' })).lostOn).toBe('1999-12-31');
  expect(storedReports.loss.safeParse(aBareLoss({ lostOn: '1999-02-31' })).success).toBe(false);
});

describe('a body from a stranger', () => {
  it.each(KINDS)('of a %s cannot bring __proto__', (kind) => {
    const body = JSON.parse(
      JSON.stringify(BUILDERS[kind]()).replace('{', '{"__proto__":{"account":"Evil"},'),
    );
    expect(problems(kind, body)).toEqual([['__proto__', starting('Is not a field here')]]);
  });

  it.each(KINDS)('is refused or made a report as a %s; nothing throws', (kind) => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, field) => {
        problems(kind, any);
        for (const name of Object.keys(anOpenDeal())) problems(kind, { ...BUILDERS[kind](), [name]: field });
      }),
      { numRuns: 200 },
    );
  });

  it.each(KINDS)('that is legal as a %s is legal again as it was understood', (kind) => {
    const schema = SCHEMAS[kind];
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, text, (account, competitor) => {
        const fields = kind === 'openDeal' ? { account } : { competitor };
        const parsed = schema.safeParse({ ...BUILDERS[kind](), ...fields });
        if (parsed.success) expect(schema.parse(parsed.data)).toEqual(parsed.data);
      }),
    );
  });
});

describe('a deal id', () => {
  it.each(['1', 'D-1', '0065e00000AbCdEFGH', 'crm:deal_7.b', 'x'.repeat(64)])('may be %s', (id) => {
    expect(dealId.parse(id)).toBe(id);
  });

  it.each([
    ['nothing', ''],
    ['65 characters', 'x'.repeat(65)],
    ['a space', 'D 1'],
    ['a space at the end', 'D-1 '],
    ['a line break at the end', 'D-1\n'],
    ['a slash', 'a/b'],
    ['a backslash', 'a\\b'],
    ['a number sign', 'a#b'],
    ['a point at the start', '.hidden'],
    ['two points', '..'],
    ['a hyphen at the start', '-1'],
    ['an accent', 'é'],
    ['an emoji', '🙂'],
    ['a percent sign', '%2F'],
    ['a null character', 'a\u0000'],
  ])('may not have %s', (_, id) => {
    expect(dealId.safeParse(id).success).toBe(false);
  });
});
