import { describe, expect, test } from 'vitest';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Epoch } from '../../../shared/domain/detection/epoch.ts';
import { addMoney, type Money } from '../../../shared/domain/detection/money.ts';
import { keyOf, patternsOf } from '../../../shared/domain/detection/pattern-key.ts';
import { type PatternState, patternIn } from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import { type Recovery, recoveryFrom } from '../../../shared/domain/detection/surge/recovery.ts';
import { tell } from '../../../shared/domain/detection/surge/surge-report.ts';
import { closing, MONDAY } from './closings.ts';

/** The four patterns of one loss by their letters: competitor, reason, segment. */
type Letters = 'c' | 'cr' | 'cs' | 'crs';
interface Given {
  /** M, when the pattern alarms at this entry. */
  readonly alarm?: number;
  readonly epoch?: Partial<Epoch>;
  readonly recovery?: Recovery;
  readonly money?: Money;
}

const SEQ = 900;
const usual = { share: 0.1, p0: 0.12, w: 0.1 };
const loss = closing({ seq: SEQ, competitor: 'acme', reason: 'price', segment: 'smb' });
const LETTERS: readonly Letters[] = ['c', 'cr', 'cs', 'crs'];
const lettersOf = new Map(patternsOf(loss).map((pattern, index) => [keyOf(pattern), LETTERS[index]]));

function epoch(given: Partial<Epoch>): Epoch {
  const until = loss.recordedAt + 1;
  return { seq: 1, until, standing: 'reported', money: {}, strength: 500, threshold: 400, ...given };
}

function state(given: Given, entry: Closing): PatternState {
  const fresh = patternIn(new Map(), '', entry);
  const run = { start: 1, score: 9, matches: 7, money: given.money ?? {}, evidence: [880, SEQ] };
  const { recovery = null } = given;
  return {
    ...fresh,
    rs: [1, 2, 3, 4],
    run,
    recovery,
    epoch: given.epoch === undefined ? null : epoch(given.epoch),
  };
}

function toldOf(given: Partial<Record<Letters, Given>>) {
  const sightings = patternsOf(loss).map((pattern, index) => {
    const one = given[LETTERS[index] ?? 'c'] ?? {};
    const strength = one.alarm ?? 3;
    return {
      pattern,
      key: keyOf(pattern),
      state: state(one, loss),
      usual,
      strength,
      threshold: 800,
      alarm: one.alarm !== undefined,
    };
  });
  const states = new Map(sightings.map((one) => [one.key, one.state]));
  const speaking = sightings.filter(({ alarm, state: { epoch: known } }) => alarm || known !== null);
  const facts = tell(speaking, states, loss, { tick: 12, falseAlarmsPerQuarter: 2 });
  return {
    states: new Map([...states].map(([key, value]) => [lettersOf.get(key), value])),
    facts,
    lines: facts.map(
      ({ key, cause, epoch: number, mutedBy }) =>
        `${lettersOf.get(key)} ${cause} ${number}` +
        (mutedBy === null ? '' : ` under ${lettersOf.get(mutedBy.key)} ${mutedBy.epoch}`),
    ),
  };
}

describe('who speaks when an entry completes something', () => {
  test.each<[string, Partial<Record<Letters, Given>>, string[]]>([
    ['nothing', {}, []],
    ['one alarm opens an epoch', { cs: { alarm: 900 } }, ['cs alarm 900']],
    [
      'the coarsest is reported, those that contain less are muted by it',
      { crs: { alarm: 999 }, cs: { alarm: 950 }, c: { alarm: 900 } },
      ['c alarm 900', 'cs alarm 900 under c 900', 'crs alarm 900 under c 900'],
    ],
    [
      'of two equally coarse ones the stronger; one entry opens one alert',
      { cr: { alarm: 900 }, cs: { alarm: 901 } },
      ['cs alarm 900', 'cr alarm 900 under cs 900'],
    ],
    [
      'of two equally strong ones the one with the reason',
      { cr: { alarm: 900 }, cs: { alarm: 900 } },
      ['cr alarm 900', 'cs alarm 900 under cr 900'],
    ],
    ['a repeat keeps its epoch', { cs: { alarm: 900, epoch: { seq: 40 } } }, ['cs alarm 40']],
    [
      'an epoch that has ended is over',
      { cs: { alarm: 900, epoch: { seq: 40, until: loss.recordedAt } } },
      ['cs alarm 900'],
    ],
    [
      'a parent that spoke before mutes',
      { c: { epoch: { seq: 30 } }, crs: { alarm: 900 } },
      ['crs alarm 900 under c 30'],
    ],
    [
      'the coarsest of two parents',
      { cs: { epoch: { seq: 20 } }, c: { epoch: { seq: 30 } }, crs: { alarm: 900 } },
      ['crs alarm 900 under c 30'],
    ],
    [
      'a parent takes over from a child that has an alert',
      { c: { alarm: 900 }, cs: { alarm: 950, epoch: { seq: 40 } } },
      ['c alarm 900', 'cs alarm 40 under c 900'],
    ],
    [
      'a muted epoch mutes nobody',
      { cr: { epoch: { seq: 40, standing: 'muted' } }, crs: { alarm: 900 } },
      ['crs alarm 900'],
    ],
    [
      'a muted epoch numbers its news',
      { c: { epoch: { seq: 30 } }, cs: { alarm: 900, epoch: { seq: 40, standing: 'muted' } } },
      ['cs alarm 40 under c 30'],
    ],
    [
      'a muted epoch gives way when its muter has ended',
      { cs: { alarm: 900, epoch: { seq: 40, standing: 'muted' } } },
      ['cs alarm 900'],
    ],
    [
      'a sibling whose alert exists speaks before a stronger new one',
      { cr: { alarm: 900, epoch: { seq: 40 } }, cs: { alarm: 950 } },
      ['cr alarm 40', 'cs alarm 900 under cr 40'],
    ],
    [
      'two siblings with alerts both repeat',
      { cr: { alarm: 900, epoch: { seq: 40 } }, cs: { alarm: 950, epoch: { seq: 50 } } },
      ['cs alarm 50', 'cr alarm 40'],
    ],
    [
      'money that doubled is news',
      { c: { epoch: { seq: 30, money: { EUR: 5 } }, money: { EUR: 10 } } },
      ['c money-doubled 30'],
    ],
    ['money that did not is none', { c: { epoch: { seq: 30, money: { EUR: 5 } }, money: { EUR: 9 } } }, []],
    [
      'money after the epoch is none',
      { c: { epoch: { until: loss.recordedAt, money: { EUR: 5 } }, money: { EUR: 10 } } },
      [],
    ],
    [
      'money of a muted epoch is none',
      { cs: { epoch: { standing: 'muted', money: { EUR: 5 } }, money: { EUR: 10 } } },
      [],
    ],
    [
      'money of a child is none while its parent speaks',
      { c: { alarm: 900 }, cs: { epoch: { money: { EUR: 5 } }, money: { EUR: 10 } } },
      ['c alarm 900'],
    ],
  ])('%s', (_, given, lines) => expect(toldOf(given).lines).toEqual(lines));
});

describe('what is remembered', () => {
  test('an alarm starts the pattern again and opens 30 days', () => {
    const { states, facts } = toldOf({ c: { alarm: 1000, money: { EUR: 10 } } });
    expect(states.get('c')).toMatchObject({
      rs: [0, 0, 0, 0],
      gates: { matches: 0, otherAccount: false, otherRep: false },
      run: { matches: 7 },
      epoch: { seq: SEQ, standing: 'reported', until: (MONDAY + 30) * 86_400_000, money: { EUR: 10 } },
    });
    expect(facts[0]).toMatchObject({ seq: SEQ, at: loss.recordedAt, evidence: [880, SEQ] });
    expect(facts[0]?.figures).toEqual({
      kind: 'loss-surge',
      matches: 7,
      of: 12,
      usualShare: 0.1,
      strength: 1000,
      threshold: 800,
      oncePerQuarters: 1000 / 1600,
    });
  });

  test('a repeat does not let the epoch slide', () => {
    const { states } = toldOf({ c: { alarm: 1000, epoch: { seq: 40 } } });
    expect(states.get('c')?.epoch).toMatchObject({ seq: 40, until: loss.recordedAt + 1, strength: 1000 });
  });

  test.each<[string, Partial<Epoch>, number]>([
    ['a repeat asks anew for the share, by what was usual at the opening', { seq: 40 }, 0.05],
    ['an epoch that opens, by what is usual now', { seq: 40, until: loss.recordedAt }, 0.12],
  ])('%s', (_, given, p0) => {
    const recovery = { day: MONDAY - 20, tick: 2, matches: 4, p0: 0.05, backAt: 80 };
    const { states } = toldOf({ c: { alarm: 1000, epoch: given, recovery } });
    expect(states.get('c')?.recovery).toEqual(recoveryFrom({ day: MONDAY, tick: 12, p0 }));
  });

  test('news of money carries the strength of the last alarm, and counts from here', () => {
    const { states, facts } = toldOf({ c: { epoch: { money: { EUR: 5 } }, money: { EUR: 10 } } });
    expect(facts[0]?.figures).toMatchObject({ strength: 500, threshold: 400, oncePerQuarters: 500 / 800 });
    const state = states.get('c');
    expect(state).toMatchObject({ rs: [1, 2, 3, 4], epoch: { money: { EUR: 10 } } });
    // The run goes on, and what was told stays as it was.
    if (state !== undefined) addMoney(state.run.money, { amount: 90, currency: 'EUR' });
    expect(state?.epoch?.money).toEqual({ EUR: 10 });
  });
});
