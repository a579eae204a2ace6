import { describe, expect, test } from 'vitest';
import { backtestCommand } from '../../infra/local/backtest/command.ts';
import { exportWithSurge } from '../replay/replaying.ts';
import { fileWith, run, runJson } from './backtesting.ts';

const SURGE = exportWithSurge({ from: '2025-12-01', days: 120, surgeOn: '2026-03-10' });
const utf8 = new TextEncoder();

describe('npm run backtest', () => {
  test('tells people what was read, what would have been said and when, and what was skipped', async () => {
    const file = fileWith(`${SURGE}D 1,won,2026-03-30,,,,,,\nW-1,won,2026-03-30,,,,,,\n`);
    const { code, out, err } = await run([file]);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const words of [
      'deals.csv: 263 rows read, 261 accepted, 2 rejected, in 0.0 s',
      '1 Dec 2025 to 30 Mar 2026, watched from 15 Dec 2025 on: 1.2 quarters',
      '14 Mar 2026  Newcomer is winning more deals',
      'Before that it was fewer than 1 in 100.',
      'Deals: S-99, S-100, S-101',
      'Dec 2025  ███',
      '! 14: Newcomer is winning more deals',
      'line 263, deal_id: Is not a deal id.',
      'line 264, deal_id: Is the deal of line 4 again, and was skipped.',
    ])
      expect(out).toContain(words);
  });

  test('tells programs one object a line', async () => {
    const { code, alarms, rejected, summary, lines } = await runJson(`${SURGE}D-1,won,soon,,,,,,\n`);
    expect(code).toBe(0);
    expect(lines).toHaveLength(alarms.length + 2);
    expect(rejected).toEqual([
      { type: 'rejected', line: 263, column: 'closed_on', message: expect.stringMatching(/Is not a date/) },
    ]);
    const [entrant, surge] = alarms;
    expect(entrant).toEqual({
      type: 'alarm',
      at: '2026-03-11T00:00:00.000Z',
      family: 'new-entrant',
      pattern: { competitor: 'Newcomer', reason: null, segment: null },
      namedIn: 2,
      customers: 2,
      reps: 2,
      lost: 2,
      won: 0,
      isAtLeast: false,
      namedSince: null,
      lastNamedOn: null,
      muted: false,
      deals: ['S-99', 'S-100'],
    });
    expect(surge).toEqual({
      type: 'alarm',
      at: expect.stringMatching(/^2026-03-1\dT00:00:00\.000Z$/),
      family: 'loss-surge',
      pattern: { competitor: 'Newcomer', reason: null, segment: null },
      matches: expect.any(Number),
      of: expect.any(Number),
      usualShare: expect.any(Number),
      strength: expect.any(Number),
      threshold: expect.any(Number),
      oncePerQuarters: expect.any(Number),
      muted: false,
      deals: expect.arrayContaining(['S-99', 'S-100', 'S-101']),
    });
    expect(alarms.some(({ muted }) => muted === true)).toBe(true);
    expect(summary).toEqual({
      type: 'summary',
      rows: 262,
      accepted: 261,
      rejected: 1,
      alarms: alarms.length,
      quarters: 1.2,
      seconds: 0,
    });
  });

  test('a large loss has its amount, and what was large', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, n) => `D-${n},lost,2026-03-02,Acme,${n === 29 ? 900 : 100},EUR`,
    );
    const { alarms } = await runJson(
      `deal_id,status,closed_on,competitor,amount,currency\n${rows.join('\n')}\n`,
    );
    expect(alarms).toEqual([
      {
        type: 'alarm',
        at: '2026-03-02T00:00:00.000Z',
        family: 'big-loss',
        pattern: { competitor: 'Acme', reason: 'unknown', segment: null },
        amount: '900.00',
        threshold: expect.stringMatching(/^1\d\d\.\d\d$/),
        currency: 'EUR',
        basis: 'percentile',
        muted: false,
        deals: ['D-29'],
      },
    ]);
  });

  test('the configured amount holds', async () => {
    const { out } = await run(
      [fileWith('deal_id,status,closed_on,amount,currency\nD-1,lost,2026-03-02,500,EUR\n')],
      { TANDEM_BIG_LOSS: '400 EUR' },
    );
    expect(out).toContain('A large deal was lost: 500 EUR (D-1)');
  });

  test('a small budget says less than a large one', async () => {
    const [few, many] = [await runJson(SURGE, '--budget', '0.5'), await runJson(SURGE, '--budget', '30')];
    expect(few.alarms.length).toBeGreaterThan(0);
    expect(many.alarms.length).toBeGreaterThan(few.alarms.length);
  });

  test('--watch-from changes what is told, and nothing else', async () => {
    const all = await runJson(SURGE);
    const late = await runJson(SURGE, '--watch-from', '2026-03-20');
    const from = ({ at }: Readonly<Record<string, unknown>>) => String(at) >= '2026-03-20';
    expect(late.alarms).toEqual(all.alarms.filter(from));
    expect(late.alarms.length).toBeGreaterThan(0);
    expect(late.alarms.length).toBeLessThan(all.alarms.length);
    expect(late.summary).toMatchObject({ quarters: 0.1, alarms: late.alarms.length });
    const never = await runJson(SURGE, '--watch-from', '2027-01-01');
    expect(never.alarms).toEqual([]);
    expect(never.summary).toMatchObject({ quarters: 0, accepted: 261 });
  });

  test('--help', async () => {
    expect(await run(['--help'])).toEqual({
      code: 0,
      err: '',
      out: expect.stringContaining('--watch-from DATE'),
    });
  });

  test.each([
    [[], /Which file\? Name one\./],
    [['a.csv', 'b.csv'], /One file at a time/],
    [['a.csv', '--budget', '0'], /--budget is "0"/],
    [['a.csv', '--watch-from', '2026-02-30'], /--watch-from is "2026-02-30"/],
    [['a.csv', '--wath-from', '2026-02-01'], /--wath-from/],
    [['missing.csv'], /missing\.csv: Cannot be read \(ENOENT.*Check its name/],
    [[process.cwd()], /Is not a file|EISDIR/],
  ])('%j', async (args, message) => {
    await expect(run(args)).rejects.toThrow(
      expect.objectContaining({ name: 'CommandError', message: expect.stringMatching(message) }),
    );
  });
});

describe('files', () => {
  const rows =
    'Deal_ID,status,closed_on,competitor,segment\nD-1,lost,2026-03-02,Größer,a\nD-2,won,2026-03-03,,b\n';
  const withMark = `\ufeff${rows}`;

  test.each([
    ['UTF-8', utf8.encode(rows)],
    ['a byte order mark', utf8.encode(withMark)],
    ['UTF-16, little end first', Buffer.from(withMark, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(withMark, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(rows, 'latin1')],
    ['CRLF', utf8.encode(rows.replaceAll('\n', '\r\n'))],
    ['CR', utf8.encode(rows.replaceAll('\n', '\r'))],
    ['semicolons', utf8.encode(rows.replaceAll(',', ';'))],
    ['tabs', utf8.encode(rows.replaceAll(',', '\t'))],
    ['no line end at the end', utf8.encode(rows.trimEnd())],
    ['blank lines', utf8.encode(`\n\n${rows.replaceAll('\n', '\n\n')} , ,,,\n`)],
  ])('%s', async (_, bytes) => {
    const { code, summary } = await runJson(bytes);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ rows: 2, accepted: 2, rejected: 0 });
  });

  test('a guessed encoding and unused columns are said', async () => {
    const { out } = await run([fileWith(Buffer.from(rows.replace('segment', 'größe'), 'latin1'))]);
    expect(out).toContain('Is not UTF-8 and was read as Windows-1252.');
    expect(out).toContain('The column "größe" is not used.');
  });

  test('a character of several bytes may be cut by the end of a piece', async () => {
    const lines = Array.from(
      { length: 9000 },
      (_, n) => `D-${n},won,2026-03-02,${'é€😀'.repeat(1 + (n % 5))}`,
    );
    const { summary } = await runJson(`deal_id,status,closed_on,account\n${lines.join('\n')}\n`);
    expect(summary).toMatchObject({ accepted: 9000, rejected: 0 });
  });

  test.each([
    ['an empty file', '', /Is empty\. Export it again/],
    ['blank lines only', '\ufeff\r\n \r\n', /Is empty/],
    ['a missing column', 'deal_id,status\nD-1,won\n', /Lacks the column closed_on/],
    [
      'a header that cannot be read',
      '"deal_id,status,closed_on\nD-1,won,2026-03-02\n',
      /Its header cannot be read/,
    ],
    ['a spreadsheet', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /Save it as "CSV UTF-8"/],
    ['UTF-16 without its mark', Buffer.from(rows, 'utf16le'), /Is not text/],
  ])('%s cannot be tested', async (_, content, message) => {
    await expect(run([fileWith(content)])).rejects.toThrow(message);
  });

  test('a header without rows says that there was nothing', async () => {
    const { code, err } = await run([fileWith('deal_id,status,closed_on\n')]);
    expect([code, err]).toEqual([1, expect.stringContaining('There was nothing to test')]);
  });

  test('bad rows are skipped with their line and column, and nothing stops', async () => {
    const text = [
      'deal_id,status,closed_on,note',
      'D-1,won,2026-03-02,fine',
      'D-2,won,2026-03-02,"never closed',
      'D-3,won,2026-03-02',
      `D-4,won,2026-03-02,"${'x'.repeat(5000)}"`,
      `D-5,won,2026-03-02,${'x'.repeat(1_100_000)}`,
      'D-6,won,2026-03-02,"two\nlines"',
      'D-1,won,2026-03-04,again',
      'D-7,won,31.12.2025,',
    ].join('\n');
    const { code, rejected, summary } = await runJson(text);
    expect(code).toBe(0);
    expect(rejected.map(({ line, column, message }) => [line, column, String(message).slice(0, 32)])).toEqual(
      [
        [3, 'note', 'Has quotation marks that do not '],
        [4, null, 'Does not have as many cells (3) '],
        [5, 'note', 'Is longer than 4,000 characters.'],
        [6, null, 'Is longer than 1,000,000 charact'],
        [10, 'closed_on', 'Is not a date. Write it as YYYY-'],
        [9, 'deal_id', 'Is the deal of line 2 again, and'],
      ],
    );
    expect(summary).toMatchObject({ rows: 8, accepted: 2, rejected: 6 });
  });

  test('at a terminal there is progress', async () => {
    let now = 0;
    const shown: string[] = [];
    const lines = Array.from({ length: 12_000 }, (_, n) => `D-${n},won,2026-03-02`);
    await backtestCommand([fileWith(`deal_id,status,closed_on\n${lines.join('\n')}\n`)], {
      env: {},
      clock: () => (now += 200),
      print: async () => {},
      stderr: { isTTY: true, write: (text) => shown.push(text) },
    });
    expect(shown.join('')).toMatch(
      /Reading deals\.csv: 100 %, 12,000 rows.*Testing deals\.csv: 41 %, 0 alarms/s,
    );
  });
});
