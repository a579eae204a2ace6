import { describe, expect, it } from 'vitest';
import { alert, alertState } from '../../shared/domain/alerts/alert.ts';
import { acknowledge, addAtRisk, respond, takeIn } from '../../shared/domain/alerts/life.ts';
import { resolve } from '../../shared/domain/alerts/resolve.ts';
import { settled } from '../../shared/domain/alerts/settle.ts';
import { aDetection, anAlert, OPENED_AT } from '../support/alerts.ts';
import { DAY } from '../support/clock.ts';

const LATER = OPENED_AT + 20 * DAY;
const one = acknowledge(anAlert(), { team: 'sales', by: 'Ada', stance: 'acting' }, OPENED_AT);
const both = acknowledge(one, { team: 'marketing', by: 'Bob', stance: 'known' }, OPENED_AT);
const over = resolve(both, 'share-came-back', LATER);

describe('an alert is over', () => {
  it('when its share has come back and both teams have acknowledged it', () => {
    expect(over).toEqual({
      ...both,
      resolved: { at: LATER, why: 'share-came-back' },
      updatedAt: LATER,
    });
    expect(alertState(over)).toBe('resolved');
    expect(alert.parse(JSON.parse(JSON.stringify(over)))).toEqual(over);
    expect(resolve(over, 'share-came-back', LATER + DAY)).toBe(over);
  });

  it.each([
    ['nobody has acknowledged', anAlert()],
    ['one team has acknowledged', one],
    ['a correction took away', { ...both, retracted: { at: LATER, by: 7 } }],
  ])('never one that %s', (_, open) => {
    expect(resolve(open, 'share-came-back', LATER)).toBe(open);
  });

  it('and then nothing is news; what teams say is still kept', () => {
    expect(addAtRisk(over, 'O-9', LATER)).toBe(over);
    const doubled = aDetection({ seq: 140, cause: 'money-doubled' });
    expect(takeIn(over, doubled, LATER).news).toEqual(over.news);
    const said = respond(over, { team: 'sales', by: 'Ada', action: 'We won two back.' }, LATER);
    expect(said.responses).toHaveLength(1);
    expect(alertState(said)).toBe('resolved');
  });

  it('and a correction that takes its opening away says so', () => {
    const gone = aDetection({ retracted: true, revised: { by: 150, at: LATER } });
    expect(alertState(settled(over, gone, [gone], LATER))).toBe('retracted');
  });
});
