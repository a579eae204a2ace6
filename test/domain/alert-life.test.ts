import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Alert,
  alert,
  alertId,
  alertState,
  readAlertId,
  revisionOf,
} from '../../shared/domain/alerts/alert.ts';
import {
  type Acknowledge,
  acknowledge,
  addAtRisk,
  openAlert,
  respond,
  takeIn,
} from '../../shared/domain/alerts/life.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { aDetection, anAlert, OPENED_AT, surgeFigures } from '../support/alerts.ts';
import { DAY } from '../support/clock.ts';

describe('the id of an alert', () => {
  it.each([
    ['loss-surge', 1, 'S0001'],
    ['loss-surge', 31, 'S000Z'],
    ['loss-surge', 32, 'S0010'],
    ['big-loss', 32, 'B0010'],
    ['loss-surge', 32 ** 4 - 1, 'SZZZZ'],
    ['loss-surge', 32 ** 4, 'S10000'],
  ] as const)('of %s, entry %i, is %s', (family, epoch, id) => {
    expect(alertId(family, epoch)).toBe(id);
  });

  it('is another one for another family or entry', () => {
    const which = fc.record({
      family: fc.constantFrom('loss-surge' as const, 'big-loss' as const),
      epoch: fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 2 ** 40 })),
    });
    fc.assert(
      fc.property(fc.uniqueArray(which, { selector: (one) => `${one.family}${one.epoch}` }), (all) => {
        expect(new Set(all.map(({ family, epoch }) => alertId(family, epoch))).size).toBe(all.length);
      }),
    );
  });

  it.each([
    ['S0010', 'S0010'],
    ['s00ab', 'S00AB'],
    ['SOo1O', 'S0010'],
    ['bil0l.2', 'B1101.2'],
    ['X0010', undefined],
    ['S00U0', undefined],
    ['S001', undefined],
    ['S0010/', undefined],
    ['', undefined],
  ])('is understood when it was heard as "%s": %s', (heard, id) => {
    expect(readAlertId(heard)).toBe(id);
  });

  it('is read back as it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 99 }), (epoch, nth) => {
        const id = alertId('loss-surge', epoch, nth);
        expect([readAlertId(id), readAlertId(id.toLowerCase())]).toEqual([id, id]);
      }),
    );
  });

  it('has no letter that is mistaken for a digit on the phone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (epoch) => {
        expect(alertId('big-loss', epoch)).toMatch(/^B[0-9A-HJKMNP-TV-Z]{4,}$/);
      }),
    );
  });
});

describe('a detection', () => {
  it('opens an alert that speaks of it', () => {
    const opened = openAlert(aDetection(), ['O-1'], OPENED_AT + 5);
    expect(opened).toEqual(
      anAlert({
        openedAt: OPENED_AT + 5,
        updatedAt: OPENED_AT + 5,
        atRiskDealIds: ['O-1'],
        news: [{ at: OPENED_AT + 5, news: { what: 'opened' } }],
      }),
    );
    expect(alert.parse(JSON.parse(JSON.stringify(opened)))).toEqual(opened);
    expect(alertState(opened)).toBe('firing');
    expect(revisionOf(opened)).toBe(1);
  });

  it('that repeats the alarm brings newer figures and evidence, and no news', () => {
    const figures = surgeFigures({ matches: 9, of: 15 });
    const later = takeIn(
      anAlert(),
      aDetection({ seq: 120, evidence: [95, 100, 120], figures }),
      OPENED_AT + DAY,
    );
    expect(later).toEqual(
      anAlert({ figures, evidence: [90, 95, 100, 120], detectedUpTo: 120, updatedAt: OPENED_AT + DAY }),
    );
  });

  it('leaves the newest two hundred reports as evidence, in whatever order detections come', () => {
    const detections = Array.from({ length: 30 }, (_, n) => {
      const evidence = Array.from({ length: 32 }, (_, m) => 100 + 10 * n + m);
      return aDetection({ seq: 140 + 10 * n, evidence });
    });
    const newest = Array.from({ length: 200 }, (_, n) => 100 + 10 * 29 + 32 - 200 + n);
    fc.assert(
      fc.property(fc.shuffledSubarray(detections, { minLength: 30 }), (shuffled) => {
        const told = shuffled.reduce((one, next) => takeIn(one, next, OPENED_AT + DAY), anAlert());
        expect(told.evidence).toEqual(newest);
      }),
      { numRuns: 20 },
    );
  });

  it('of twice the money is news', () => {
    const later = takeIn(anAlert(), aDetection({ seq: 120, cause: 'money-doubled' }), OPENED_AT + DAY);
    expect(later.news.map(({ news }) => news.what)).toEqual(['opened', 'money-doubled']);
    expect(revisionOf(later)).toBe(2);
  });

  it('of twice the money is news again when it doubles again', () => {
    const doubled = [120, 140].map((seq) => aDetection({ seq, cause: 'money-doubled' as const }));
    const later = doubled.reduce(
      (before, detection) => takeIn(before, detection, OPENED_AT + DAY),
      anAlert(),
    );
    expect(revisionOf(later)).toBe(3);
  });

  it('of a finer pattern is news once, and leaves the figures alone', () => {
    const muted = aDetection({
      seq: 110,
      epoch: 110,
      key: 'competitor=acme|segment=enterprise',
      mutedBy: { key: 'competitor=acme', epoch: 100 },
      evidence: [110],
      figures: surgeFigures({ matches: 3, of: 4 }),
    });
    const once = takeIn(anAlert(), muted, OPENED_AT + DAY);
    expect(once.news.at(-1)?.news).toEqual({
      what: 'combination',
      key: 'competitor=acme|segment=enterprise',
    });
    expect(once.figures).toEqual(anAlert().figures);
    expect(takeIn(once, { ...muted, seq: 130 }, OPENED_AT + 2 * DAY)).toBe(once);
  });
});

describe('an open deal that comes into danger', () => {
  it('is news once', () => {
    const once = addAtRisk(anAlert(), 'O-1', OPENED_AT + DAY);
    expect(once.atRiskDealIds).toEqual(['O-1']);
    expect(once.news.at(-1)).toEqual({ at: OPENED_AT + DAY, news: { what: 'at-risk-deal', dealId: 'O-1' } });
    expect(addAtRisk(once, 'O-1', OPENED_AT + 2 * DAY)).toBe(once);
  });

  it('is no news when the alert began with it', () => {
    const before = anAlert({ atRiskDealIds: ['O-1'] });
    expect(addAtRisk(before, 'O-1', OPENED_AT + DAY)).toBe(before);
  });
});

describe('news', () => {
  const muted = aDetection({
    seq: 110,
    key: 'competitor=acme|reason=price',
    mutedBy: { key: 'competitor=acme', epoch: 100 },
  });

  it.each([
    ['on the thirtieth day', 30 * DAY, 2],
    ['after it', 30 * DAY + 1, 1],
  ])('%s makes %i ms and revision %i', (_, after, revision) => {
    expect(revisionOf(takeIn(anAlert(), muted, OPENED_AT + after))).toBe(revision);
    expect(revisionOf(addAtRisk(anAlert(), 'O-1', OPENED_AT + after))).toBe(revision);
  });
});

/** What was told to an alert: detections of its epoch, and open deals. */
type Happening = { readonly detection: Detection } | { readonly dealId: string };

const detections: Happening[] = [
  ...[110, 120, 130, 140].map((seq) => ({
    detection: aDetection({ seq, evidence: [seq - 15, seq], figures: surgeFigures({ matches: seq }) }),
  })),
  ...[115, 125, 145].map((seq) => ({
    detection: aDetection({ seq, evidence: [seq - 8, seq], cause: 'money-doubled' as const }),
  })),
  ...['reason=price', 'segment=enterprise', 'reason=price|segment=enterprise'].map((rest, n) => ({
    detection: aDetection({
      seq: 112 + n,
      key: `competitor=acme|${rest}`,
      mutedBy: { key: 'competitor=acme', epoch: 100 },
    }),
  })),
  ...['O-1', 'O-2'].map((dealId) => ({ dealId })),
];
const tell = (before: Alert, what: Happening): Alert =>
  'dealId' in what
    ? addAtRisk(before, what.dealId, OPENED_AT + DAY)
    : takeIn(before, what.detection, OPENED_AT + DAY);

/** An alert without the order in which its news came. */
const unordered = (of: Alert) => ({
  ...of,
  news: of.news.map(({ news }) => JSON.stringify(news)).sort(),
  atRiskDealIds: [...of.atRiskDealIds].sort(),
});

describe('an alert', () => {
  const some = fc.subarray(detections, { minLength: 1 });

  it('comes to say the same in whatever order things are told', () => {
    const twoOrders = some.chain((happenings) =>
      fc.tuple(
        fc.constant(happenings),
        fc.shuffledSubarray(happenings, { minLength: happenings.length, maxLength: happenings.length }),
      ),
    );
    fc.assert(
      fc.property(twoOrders, ([one, other]) => {
        expect(unordered(other.reduce(tell, anAlert()))).toEqual(unordered(one.reduce(tell, anAlert())));
      }),
    );
  });

  it('does not change when it is told again', () => {
    fc.assert(
      fc.property(some, fc.nat(), (happenings, pick) => {
        const told = happenings.reduce(tell, anAlert());
        const again = happenings[pick % happenings.length];
        expect(again && tell(told, again)).toBe(told);
      }),
    );
  });

  it('never has fewer news, evidence or deals than before, and never changes what it is about', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(detections), (happenings) => {
        let before = anAlert();
        for (const happening of happenings) {
          const after = tell(before, happening);
          expect(after.news.slice(0, before.news.length)).toEqual(before.news);
          expect(new Set(after.evidence).isSupersetOf(new Set(before.evidence))).toBe(true);
          expect(after.detectedUpTo).toBeGreaterThanOrEqual(before.detectedUpTo);
          const { id, key, epoch, pattern, openedAt } = before;
          expect(after).toMatchObject({ id, key, epoch, pattern, openedAt });
          before = after;
        }
      }),
    );
  });

  it('can be stored and read back at any time', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(detections), (happenings) => {
        const told = happenings.reduce(tell, anAlert());
        expect(alert.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
      }),
    );
  });
});

describe('two teams answer', () => {
  const sales = (given: Partial<Acknowledge> = {}): Acknowledge => ({
    team: 'sales',
    by: 'Sam',
    stance: 'acting',
    ...given,
  });
  const marketing: Acknowledge = { team: 'marketing', by: 'Mia', stance: 'known' };
  const answer = { team: 'sales' as const, by: 'Sam', action: 'Call them.' };

  it.each([
    ['nobody', [], 'firing'],
    ['sales', [sales()], 'half-acknowledged'],
    ['marketing', [marketing], 'half-acknowledged'],
    ['sales twice', [sales(), sales({ by: 'Sue' })], 'half-acknowledged'],
    ['both', [sales(), marketing], 'acknowledged'],
    ['both, the other way around', [marketing, sales()], 'acknowledged'],
  ])('%s: %s', (_, given, state) => {
    const after = given.reduce((before, one) => acknowledge(before, one, OPENED_AT), anAlert());
    expect(alertState(after)).toBe(state);
  });

  it('and one says what it does', () => {
    const both = [sales(), marketing].reduce((before, one) => acknowledge(before, one, OPENED_AT), anAlert());
    expect(alertState(respond(both, answer, OPENED_AT))).toBe('responding');
    expect(alertState(respond(anAlert(), answer, OPENED_AT))).toBe('firing');
  });

  it('the same acknowledgement again changes nothing, not even the time', () => {
    const once = acknowledge(anAlert(), sales(), OPENED_AT);
    expect(acknowledge(once, sales(), OPENED_AT + DAY)).toBe(once);
  });

  it.each([
    ['person', { by: 'Sue' }],
    ['stance', { stance: 'noise' as const }],
  ])('another %s replaces the first', (_, change) => {
    const twice = acknowledge(acknowledge(anAlert(), sales(), OPENED_AT), sales(change), OPENED_AT + DAY);
    expect(twice.acknowledgements.sales).toEqual({
      by: 'Sam',
      stance: 'acting',
      ...change,
      at: OPENED_AT + DAY,
    });
  });

  it('the same words by the same team again change nothing; other words or another team add', () => {
    const once = respond(anAlert(), answer, OPENED_AT);
    expect(respond(once, { ...answer, by: 'Sue' }, OPENED_AT + DAY)).toBe(once);
    expect(respond(once, { ...answer, action: 'Visit them.' }, OPENED_AT).responses).toHaveLength(2);
    expect(respond(once, { ...answer, team: 'marketing' }, OPENED_AT).responses).toHaveLength(2);
  });

  it('in whatever order they come, the outcome is the same', () => {
    const answers = [
      (before: Alert) => acknowledge(before, sales(), OPENED_AT),
      (before: Alert) => acknowledge(before, marketing, OPENED_AT),
      (before: Alert) => addAtRisk(before, 'O-1', OPENED_AT),
      (before: Alert) => takeIn(before, aDetection({ seq: 120 }), OPENED_AT),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(answers, { minLength: 4 }), (order) => {
        const apply = (all: typeof answers) => all.reduce((before, change) => change(before), anAlert());
        expect(apply(order)).toEqual(apply(answers));
      }),
    );
  });
});
