import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCompetitorIndex } from '../../../shared/domain/text-search/competitor-index.ts';
import {
  competitorsToAskAbout,
  findCompetitors,
} from '../../../shared/domain/text-search/find-competitors.ts';

const INDEX = createCompetitorIndex([
  { id: 'acme', names: ['Acme Corp.'] },
  { id: 'acme cloud', names: ['Acme Cloud'] },
  { id: 'globex', names: ['Globex'] },
  { id: 'salesforce', names: ['Salesforce', 'SFDC'] },
  { id: 'hubspot', names: ['Hub Spot'] },
  { id: 'target', names: ['Target'] },
  { id: 'monday', names: ['Monday', 'monday.com'] },
  { id: 'insight', names: ['Insight'] },
  { id: 'blue', names: ['Blue Yonder'] },
  { id: 'northern', names: ['Northern Light Systems'] },
  { id: 'straße', names: ['Straßenbau Ünal'] },
  { id: 'yamada', names: ['株式会社山田'] },
  { id: 'nobody', names: ['n/a', 'unknown', 'X', '-'] },
]);

/** What is found, in short: the competitor, what was written, how, and whether it is denied. */
const found = (text: string): string[] =>
  findCompetitors(text, INDEX).map(
    ({ competitor, start, end, how, denied }) =>
      `${competitor}: ${text.slice(start, end)}, ${how}${denied ? ', denied' : ''}`,
  );

describe('names as they are', () => {
  test.each([
    ['Lost to Acme on price.', ['acme: Acme, spelled']],
    ["ACME's price, then acme-corp again", ['acme: ACME, spelled', 'acme: acme-corp, spelled']],
    ['Acme Inc. was cheaper', ['acme: Acme, spelled']],
    ['They took Acme Cloud', ['acme cloud: Acme Cloud, spelled']],
    ['They took Acme. Cloud was too new for them.', ['acme: Acme, spelled']],
    ['Macme, Acmeology and Pacme', []],
    ['sfdc (again)', ['salesforce: sfdc, spelled']],
    ['the offer of STRASSENBAU ÜNAL', ['straße: STRASSENBAU ÜNAL, spelled']],
    ['客は株式会社山田を選んだ', ['yamada: 株式会社山田, spelled']],
    ['😀 Acme 😀', ['acme: Acme, spelled']],
    ['n/a, unknown, X', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('other spaces', () => {
  test.each([
    ['Sales Force and HubSpot', ['salesforce: Sales Force, joined', 'hubspot: HubSpot, joined']],
    ['sales-force, hub spot', ['salesforce: sales-force, joined', 'hubspot: hub spot, spelled']],
    ['Sales, Force and sales. Force', []],
    ['we had them in sight', []],
    ['Blueyonder won', ['blue: Blueyonder, joined']],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('misspellings', () => {
  test.each([
    ['Globx undercut us', ['globex: Globx, misspelt']],
    ['Lost to Glboex', ['globex: Glboex, misspelt']],
    ['we lost to salesfroce', ['salesforce: salesfroce, misspelt']],
    ['Salesfforcee, they said', ['salesforce: Salesfforcee, misspelt']],
    ['Nothern Light Systms', ['northern: Nothern Light Systms, misspelt']],
    // Four letters, two slips in six, another first letter in ten.
    ['Lost to Amce', []],
    ['Lost to Gllobx', []],
    ['Lost to Dalesforce', []],
    // Small letters where the text has capitals, and nothing that speaks of a company.
    ['Her globez is fine', []],
    ['no capitals here, globez is fine', ['globex: globez, misspelt']],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('what is near two competitors is neither', () => {
    const index = createCompetitorIndex([
      { id: 'one', names: ['Zentrix'] },
      { id: 'two', names: ['Zentrax'] },
    ]);
    expect(findCompetitors('Lost to Zentrox', index)).toEqual([]);
    expect(findCompetitors('Lost to Zentrix', index)).toHaveLength(1);
  });
});

describe('everyday words', () => {
  test.each([
    ['our target was missed', []],
    ['Target dates slipped', []],
    ['They chose Target', ['target: Target, spelled']],
    ['lost to target', ['target: target, spelled']],
    ['Target undercut us', ['target: Target, spelled']],
    ['LOST TO TARGET', ['target: TARGET, spelled']],
    ['THE TARGET WAS MISSED', []],
    ['Lost to Tarket', []],
    ['On Monday we met, and Monday morning again', []],
    ['moved to Monday', []],
    ['Monday 3 March', []],
    ['Lost to Monday on price', ['monday: Monday, spelled']],
    ['They went with Monday', ['monday: Monday, spelled']],
    ['monday.com was cheaper', ['monday: monday.com, spelled']],
    ['a deeper Insight was missing', ['insight: Insight, spelled']],
    ['more insight', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('denials', () => {
  test.each([
    'Acme was not involved.',
    "Acme wasn't mentioned",
    'Acme Corp. was never in the deal',
    'Not Acme this time',
    'without Acme',
    'They never mentioned Acme',
    "we didn't even see it; no sign of Acme",
    'I have not heard of Acme',
    'Nothing to do with Acme',
    'acme did not bid',
    'Acme played no part',
  ])('%j', (text) => {
    expect(found(text)).toEqual([expect.stringMatching(/^acme: .*, denied$/)]);
  });

  test.each([
    'We could not beat Acme',
    'Acme was not cheaper',
    'Price was not the problem. Acme was.',
    'No budget, then Acme came',
    'not only that: Acme had the board',
    'We did not win against Acme',
    'Acme had no answer either, and won',
  ])('none: %j', (text) => {
    expect(found(text)).toEqual(['acme: Acme, spelled']);
  });

  test('holds for all that are named in one breath', () => {
    expect(found('Neither Acme nor Globex came')).toEqual([
      'acme: Acme, spelled, denied',
      'globex: Globex, spelled, denied',
    ]);
    expect(found('Acme and Globex were not invited, SFDC was')).toEqual([
      'acme: Acme, spelled, denied',
      'globex: Globex, spelled, denied',
      'salesforce: SFDC, spelled',
    ]);
    expect(found('Not Acme but Globex')).toEqual(['acme: Acme, spelled, denied', 'globex: Globex, spelled']);
  });

  test('asks about each competitor once, and not about those that are always denied', () => {
    const text = 'Globex, then Acme. Not SFDC. Acme was not involved at first; Globex was.';
    expect(competitorsToAskAbout(findCompetitors(text, INDEX))).toEqual(['globex', 'acme']);
  });
});

describe('whatever the text is', () => {
  const pieces = fc.constantFrom(
    'Acme',
    'acme cloud',
    'Globx',
    'not',
    'was not involved',
    'and',
    'Target',
    ' ',
    '. ',
    ', ',
    '株式会社山田',
    'ß',
    '\u0301',
    '😀',
    '\ud800',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(pieces, { maxLength: 14 }).map((all) => all.join(' ')),
  );

  test('places are in order, within the text, and do not overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const { start, end } of findCompetitors(text, INDEX)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  test('a name is found wherever it stands between words that are none', () => {
    const word = fc.stringMatching(/^[bdkmpvwz]{3,7}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom('Acme', 'ACME', 'Globex', 'Sales-Force'),
        (before, after, name) => {
          const text = `${before.join(' ')} ${name} ${after.join(' ')}`;
          const start = before.join(' ').length + 1;
          expect(findCompetitors(text, INDEX)).toEqual([
            expect.objectContaining({ start, end: start + name.length }),
          ]);
        },
      ),
    );
  });
});
