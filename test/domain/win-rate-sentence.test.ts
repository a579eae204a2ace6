import { describe, expect, it } from 'vitest';
import { patternTitle, sentences } from '../../shared/domain/alerts/sentence.ts';
import type { WinRateFigures } from '../../shared/domain/families/win-rate.ts';
import { aPattern } from '../support/alerts.ts';

const told = (given: Partial<WinRateFigures>) => ({
  pattern: aPattern({ competitor: 'acme' }),
  figures: {
    kind: 'win-rate' as const,
    matches: 9,
    of: 11,
    usualShare: 0.5,
    strength: 9000,
    threshold: 1200,
    oncePerQuarters: 30,
    ...given,
  },
});
const ACME = { competitor: 'Acme' };

describe('why a win rate alarmed', () => {
  it.each<[Partial<WinRateFigures>, string]>([
    [{}, 'Against Acme you lost 9 of the last 11 deals that were closed. Before that it was about 5 in 10.'],
    [
      { matches: 11 },
      'Against Acme you lost all of the last 11 deals that were closed. Before that it was about 5 in 10.',
    ],
    [
      { matches: 2, of: 2 },
      'Against Acme you lost both of the last 2 deals that were closed. Before that it was about 5 in 10.',
    ],
    [
      { matches: 1, of: 1 },
      'Against Acme you lost the last deal that was closed. Before that it was about 5 in 10.',
    ],
    [
      { usualShare: 0.9 },
      'Against Acme you lost 9 of the last 11 deals that were closed. Before that it was about 9 in 10.',
    ],
    [
      { usualShare: 0.24 },
      'Against Acme you lost 9 of the last 11 deals that were closed. Before that it was about 1 in 4.',
    ],
    [
      { usualShare: 0.004 },
      'Against Acme you lost 9 of the last 11 deals that were closed. Before that it was fewer than 1 in 100.',
    ],
  ])('%j', (given, said) => {
    expect(sentences(told(given), ACME)).toEqual([
      said,
      'A run this strong comes by chance about once in 30 quarters.',
    ]);
  });

  it('reads well with a name that ends with a stop', () => {
    expect(sentences(told({}), { competitor: 'Acme Inc.' }).join(' ')).not.toContain('..');
    expect(patternTitle(told({}), ACME)).toBe('You win less often against Acme');
  });

  it('says first that it no longer stands', () => {
    expect(sentences({ ...told({}), retracted: true }, ACME)[0]).toBe(
      'After a correction this would no longer have fired.',
    );
  });
});
