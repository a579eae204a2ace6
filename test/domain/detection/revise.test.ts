import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { revise } from '../../../shared/domain/detection/revise.ts';
import { aDetection, OPENED_AT, surgeFigures } from '../../support/alerts.ts';
import { DAY } from '../../support/clock.ts';

const opener = aDetection();
const repeat = aDetection({ seq: 120 });
const finer = aDetection({
  key: 'competitor=acme|segment=smb',
  epoch: 100,
  mutedBy: { key: 'competitor=acme', epoch: 100 },
});
const stronger = surgeFigures({ strength: 9_000 });
const earlier = { by: 140, at: OPENED_AT + DAY };
const SOON = { by: 150, at: OPENED_AT + 2 * DAY };
const LATE = { by: 150, at: OPENED_AT + 30 * DAY };
const retracted = (one: Detection): Detection => ({ ...one, retracted: true, revised: earlier });

describe('a correction', () => {
  it.each<[string, Detection[], Detection[], typeof SOON, Detection[]]>([
    ['that changes nothing writes nothing', [opener, repeat], [opener, repeat], SOON, []],
    ['does not count as a change itself', [{ ...opener, revised: earlier }], [opener], SOON, []],
    [
      'retracts what is not found any more',
      [opener, repeat],
      [opener],
      LATE,
      [{ ...repeat, retracted: true, revised: LATE }],
    ],
    ['does not retract twice', [retracted(opener)], [], SOON, []],
    ['lifts a retraction, however late', [retracted(opener)], [opener], LATE, [{ ...opener, revised: LATE }]],
    [
      'replaces what has other figures, however late',
      [opener],
      [{ ...opener, figures: stronger }],
      LATE,
      [{ ...opener, figures: stronger, revised: LATE }],
    ],
    [
      'adds what is new while its epoch runs, the opening first',
      [],
      [finer, opener],
      SOON,
      [
        { ...opener, revised: SOON },
        { ...finer, revised: SOON },
      ],
    ],
    ['adds nothing when the epoch is over', [], [opener, repeat, finer], LATE, []],
    [
      'adds to an epoch that has an alert also when it is over',
      [opener],
      [opener, repeat],
      LATE,
      [{ ...repeat, revised: LATE }],
    ],
  ])('%s', (_, stored, refolded, by, written) => {
    expect(revise(stored, refolded, by)).toEqual(written);
  });
});
