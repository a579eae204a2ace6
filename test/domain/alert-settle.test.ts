import { describe, expect, it } from 'vitest';
import { addAtRisk, takeIn } from '../../shared/domain/alerts/life.ts';
import { opensEpoch, settled } from '../../shared/domain/alerts/settle.ts';
import { sameJson } from '../../shared/domain/same-json.ts';
import { aDetection, anAlert, aPattern, OPENED_AT, surgeFigures } from '../support/alerts.ts';
import { DAY } from '../support/clock.ts';

const NOW = OPENED_AT + DAY;
const revised = { by: 130, at: NOW };
const opening = aDetection();
const gone = aDetection({ retracted: true, revised });
const repeat = aDetection({ seq: 120, evidence: [95, 120], figures: surgeFigures({ matches: 9 }) });

describe('an alert after a correction', () => {
  it('is the same when nothing changed', () => {
    const alert = anAlert();
    expect(settled(alert, opening, [opening], NOW)).toBe(alert);
  });

  it('is retracted when its opening is, and keeps what it said', () => {
    expect(settled(anAlert(), gone, [gone], NOW)).toEqual(anAlert({ retracted: revised, updatedAt: NOW }));
  });

  it('is retracted when its opening belongs to another alert now', () => {
    const muted = aDetection({ mutedBy: { key: 'competitor=acme', epoch: 90 }, revised });
    expect(settled(anAlert(), muted, [], NOW).retracted).toEqual(revised);
  });

  it('keeps the first retraction, and loses it when the opening stands again', () => {
    const once = settled(anAlert(), gone, [gone], NOW);
    const later = { ...gone, revised: { by: 140, at: NOW + 1 } };
    expect(settled(once, later, [later], NOW + 1)).toBe(once);
    expect(settled(once, opening, [opening], NOW + 1)).toEqual(
      anAlert({ retracted: undefined, updatedAt: NOW + 1 }),
    );
  });

  it('has the figures of the newest detection that stands, and all evidence', () => {
    const told = settled(anAlert(), opening, [opening, repeat], NOW);
    expect(told).toMatchObject({ figures: repeat.figures, evidence: [90, 95, 100, 120], detectedUpTo: 120 });
    const back = settled(told, opening, [opening, { ...repeat, retracted: true, revised }], NOW);
    expect(back).toMatchObject({ figures: opening.figures, evidence: [90, 95, 100, 120], detectedUpTo: 120 });
    expect(back.news).toEqual(anAlert().news);
    expect(takeIn(back, repeat, NOW)).toBe(back);
  });

  it('follows its opening to another pattern', () => {
    const moved = aDetection({ pattern: aPattern({ competitor: 'globex' }), revised });
    expect(settled(anAlert(), moved, [moved], NOW).pattern.competitor).toBe('globex');
  });

  it('takes in nothing while it is retracted', () => {
    const alert = anAlert({ retracted: revised });
    expect(takeIn(alert, aDetection({ seq: 140, cause: 'money-doubled' }), NOW)).toBe(alert);
    expect(addAtRisk(alert, 'O-1', NOW)).toBe(alert);
  });
});

it.each([
  [opening, true],
  [gone, false],
  [repeat, false],
  [aDetection({ mutedBy: { key: 'competitor=acme', epoch: 90 } }), false],
])('a detection opens an epoch or not', (detection, opens) => {
  expect(opensEpoch(detection)).toBe(opens);
});

it.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [{ a: undefined }, {}, true],
  [{ a: null }, {}, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [{ 0: 1 }, [1], false],
  [undefined, {}, false],
  ['1', 1, false],
])('%j and %j say the same as JSON: %s', (a, b, same) => {
  expect(sameJson(a, b)).toBe(same);
  expect(sameJson(b, a)).toBe(same);
});
