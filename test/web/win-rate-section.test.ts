import { describe, expect, it } from 'vitest';
import type { WinRateRow } from '../../shared/store/win-rates.ts';
import { winRateSection } from '../../shared/web/win-rate-section.ts';
import { wordsOf } from './site.ts';

const ROW: WinRateRow = {
  competitor: 'acme',
  name: 'Acme',
  won: 12,
  lost: 1008,
  winRate: 0.0118,
  between: [0.0068, 0.0205],
  losses: 9,
  of: 11,
  perQuarter: 255,
  standing: 'watched',
  strength: 11,
  threshold: 143,
  epochRunning: false,
};
const words = (...rows: Partial<WinRateRow>[]) =>
  wordsOf(
    String(
      winRateSection({ competitors: rows.map((row) => ({ ...ROW, ...row })), falseAlarmsPromised: 0.25 }),
    ),
  );

describe('the section of win rates', () => {
  it('says what was won, where the rate lies, and how near an alarm is', () => {
    expect(words({})).toContain('Acme 12 1,008 1% (1% to 2%) lost 9 of 11 50% 50%');
    expect(words({ epochRunning: true })).toContain('Acme Alarm raised 12');
    expect(words({ losses: 0, of: 0 })).toContain('no run of losses');
    expect(words({})).toContain('win rates together may add 0.25 for each team');
  });

  it('shows no rate below five deals', () => {
    const few = words({ won: 1, lost: 3, winRate: undefined, between: undefined });
    expect(few).toContain('Acme 1 3 fewer than 5 deals');
  });

  it.each([
    ['too-few', 'too few deals for an alarm'],
    ['too-new', 'too new for an alarm'],
    ['hardly-won', 'none: hardly a deal was ever won'],
  ] as const)('says why there can be no alarm: %s', (standing, said) => {
    expect(words({ standing })).toContain(`lost 9 of 11 ${said}`);
  });

  it('says what it needs where nothing is known', () => {
    expect(words()).toContain('Name the competitor in won deals too');
  });
});
