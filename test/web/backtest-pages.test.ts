import { describe, expect, it, test } from 'vitest';
import { HEADER, syntheticRows } from '../backtest/synthetic-table.ts';
import { aSite, problemAt, type Site, wordsOf } from './site.ts';

const SURGE = [HEADER, ...syntheticRows({ seed: 3, rows: 260, perDay: 2 })].join('\n');

async function upload(site: Site, content: string | Uint8Array<ArrayBuffer>, name = 'deals.csv') {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const answer = await site.send('/backtest', { method: 'POST', body: form });
  return { ...answer, words: wordsOf(answer.html) };
}

describe('The backtest page', () => {
  it('asks for a file, and says that nothing is kept', async () => {
    const { html } = await aSite().get('/backtest');
    expect(html).toContain('enctype="multipart/form-data"');
    expect(wordsOf(html)).toContain('at most 50 MB');
    expect(wordsOf(html)).toContain('they are neither stored nor logged');
    expect((await aSite().get('/patterns')).html).toContain('href="/backtest"');
  });

  it('tells when Tandem would have spoken, why, and with which deals', async () => {
    const site = aSite();
    const { status, words, html } = await upload(site, SURGE);
    expect(status).toBe(200);
    expect(words).toContain('deals.csv: 260 rows read, 260 accepted, 0 rejected.');
    expect(words).toMatch(/A\.C\.M\.E\. is winning more deals on price/);
    expect(words).toMatch(/of the last \d+ closed deals/);
    expect(words).toMatch(/The 7 deals behind it D-\d+, D-.*The 12 deals behind it D-/);
    expect(html).toMatch(
      /<svg class="timeline"[^>]* role="img" aria-label="Closed deals by month from Jan 2025/,
    );
    expect(await site.ledger()).toEqual([]);
  });

  it('compares three promises', async () => {
    const { html } = await upload(aSite(), SURGE);
    const words = wordsOf(html.slice(html.indexOf('id="budgets"')));
    expect(words).toContain('0.5 false alarms a quarter 1 false alarm a quarter 3 false alarms a quarter');
    const [few = 0, usual = 0, many = 0] = (/running alert (\d+) (\d+) (\d+)/.exec(words) ?? [])
      .slice(1)
      .map(Number);
    expect(few).toBeLessThanOrEqual(usual);
    expect(usual).toBeLessThanOrEqual(many);
    expect(many).toBeGreaterThan(0);
  });

  it('says which rows were rejected, the first twenty', async () => {
    const wrong = Array.from({ length: 30 }, (_, n) => `W-${n},open,2026-01-01,,,,,,,,,,`);
    const { words } = await upload(aSite(), [SURGE, ...wrong, 'D-0,won,2026-01-01,,,,,,,,,,'].join('\n'));
    expect(words).toContain('291 rows read, 260 accepted, 31 rejected.');
    expect(words).toContain('262 status Is neither lost nor won.');
    expect(words).toContain('And 11 more rows.');
  });

  it('escapes what stands in the file', async () => {
    const { html } = await upload(aSite(), SURGE.replaceAll('ACME', '<b>Acme</b>'), '<i>.csv');
    expect(html).not.toMatch(/<b>|<i>/);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['an empty file', '', 'The file is empty.'],
    ['a file with nothing but a line', '\n', 'The file is empty.'],
    ['a spreadsheet', 'PK\x03\x04', 'The file is a spreadsheet and not a CSV file.'],
    ['no text', new Uint8Array(100), 'The file is not text.'],
    ['missing columns', 'deal_id,status\nD-1,lost\n', 'The file lacks the column closed_on in its header.'],
  ])('says what is wrong with %s', async (_, content, problem) => {
    const { status, html } = await upload(aSite(), content);
    expect(status).toBe(422);
    expect(problemAt(html, 'backtest-file')).toContain(problem);
  });

  it('says that no file was chosen, that it was none, or that it did not arrive', async () => {
    expect(problemAt((await upload(aSite(), '', '')).html, 'backtest-file')).toContain('No file was chosen.');
    expect((await aSite().post('/backtest', { file: 'deals' })).status).toBe(415);
    const cutOff = await aSite().send('/backtest', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ndeal_id',
    });
    expect(problemAt(cutOff.html, 'backtest-file')).toContain('did not arrive as a whole');
  });

  it('takes no more than a home can take', async () => {
    const site = aSite({ largestUpload: 4_000_000 });
    expect(wordsOf((await site.get('/backtest')).html)).toContain('at most 4 MB');
    const { status, html } = await upload(site, `${SURGE}\n`.padEnd(4_100_000, '\n'));
    expect(status).toBe(413);
    expect(problemAt(html, 'backtest-file')).toContain('The file is larger than 4 MB.');
  });

  it('shows a file without a usable row', async () => {
    const { status, words } = await upload(aSite(), 'deal_id,status,closed_on\nD-1,open,2026-01-01\n');
    expect(status).toBe(200);
    expect(words).toContain('There was nothing to test.');
    expect(words).toContain('2 status Is neither lost nor won.');
    const bare = await upload(aSite(), 'deal_id,status,closed_on\n');
    expect(bare.words).toContain('The file has a header and no rows.');
  });
});
