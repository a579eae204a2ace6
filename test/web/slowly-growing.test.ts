import { describe, expect, it } from 'vitest';
import type { DriftRow } from '../../shared/store/drift-rows.ts';
import { slowlyGrowing } from '../../shared/web/parts/slowly-growing.ts';

const row: DriftRow = {
  pattern: { competitor: 'acme', reason: null, segment: null },
  key: 'competitor=acme',
  title: 'Acme <b>',
  months: 6,
  lately: { matches: 240, of: 1200 },
  before: { matches: 250, of: 2400 },
  strength: 9000,
  epochRunning: false,
};
const wordsOf = (rows: readonly DriftRow[]) =>
  String(slowlyGrowing(rows))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('what grows slowly', () => {
  it('is told with both shares, and with how often the list is wrong', () => {
    const words = wordsOf([row]);
    expect(words).toContain('Acme &lt;b&gt; the last 6 240 of 1200 deals 250 of 2400 deals');
    expect(words).toContain('on average at most one in ten is chance');
  });

  it('is marked where an alert is open too', () => {
    expect(wordsOf([{ ...row, epochRunning: true }, row]).match(/Alarm raised/g)).toHaveLength(1);
  });

  it('is not denied where nothing is listed', () => {
    expect(wordsOf([])).toContain('That does not mean that none grows');
    expect(String(slowlyGrowing([]))).not.toContain('<table');
  });
});
