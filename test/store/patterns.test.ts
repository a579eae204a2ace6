import { describe, expect, it } from 'vitest';
import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import { projectionOf } from '../../shared/store/keys.ts';
import { listPatterns } from '../../shared/store/patterns.ts';
import { plain } from '../../shared/store/plain.ts';
import { closing, DAY_MS, MONDAY, replay } from '../domain/detection/closings.ts';
import { aStore } from '../support/store.ts';

/** What is watched after a deal every eight hours for a year; in the last 90 days every second goes to Acme, before one in ten. */
async function watchedAfterAYear() {
  const { table } = aStore();
  const start = MONDAY - 365;
  const closings = Array.from({ length: 365 * 3 }, (_, index) => {
    const day = start + index / 3;
    const isLost = index % (day >= MONDAY - 90 ? 2 : 10) === 0;
    const lost = { competitor: 'acme', reason: 'price', rep: `R-${index}`, account: `A-${index}` };
    return closing({ seq: index + 1, day, result: isLost ? 'lost' : 'won', ...(isLost && lost) });
  });
  const { items, facts } = replay(closings);
  const pk = projectionOf('loss-surge');
  await table.write([...items].map(([sk, state]) => ({ put: { pk, sk }, data: plain(state) })));
  return { watched: await listPatterns(table, MONDAY * DAY_MS), facts };
}

describe('the list of patterns', () => {
  it('has those that grow by the month, and how the others do since their alarm', async () => {
    const { watched, facts } = await watchedAfterAYear();
    expect(watched.drifting.map(({ title, months, lately }) => [title, months, lately.of])).toEqual([
      // December, January and February have 90 days.
      ['acme', 3, 270],
      ['acme, price', 3, 270],
    ]);
    const [acme] = watched.patterns;
    const lastAlarm = facts.findLast(({ key, cause }) => key === acme?.key && cause === 'alarm');
    expect(acme?.recovery).toEqual({
      alarmOn: dateOfDay(Math.floor((lastAlarm?.at ?? 0) / DAY_MS)),
      share: 'high',
    });
  });
});
