import { describe, expect, it } from 'vitest';
import type { Alert, STANCES } from '../../shared/domain/alerts/alert.ts';
import { falseAlarms, quarterOf, shownQuarters, startOf } from '../../shared/domain/alerts/false-alarms.ts';
import { anAlert } from '../support/alerts.ts';

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const NOW = at('2026-02-10');

function opened(day: string, given: Partial<Alert> = {}): Alert {
  return anAlert({ openedAt: at(day), ...given });
}
const said = (stance: (typeof STANCES)[number]) => ({ by: 'Sam', stance, at: NOW });

describe('quarters', () => {
  it.each([
    ['2026-01-01', 2026, 1],
    ['2026-03-31', 2026, 1],
    ['2026-04-01', 2026, 2],
    ['2025-12-31', 2025, 4],
  ])('%s is in %d, quarter %d', (day, year, quarter) => {
    expect(quarterOf(at(day))).toEqual({ year, quarter });
    expect(startOf({ year, quarter })).toBeLessThanOrEqual(at(day));
  });

  it('are shown for a year, across its turn', () => {
    expect(shownQuarters(NOW).map(({ year, quarter }) => `${year}-${quarter}`)).toEqual([
      '2026-1',
      '2025-4',
      '2025-3',
      '2025-2',
    ]);
  });
});

describe('false alarms', () => {
  it('are what a team called noise, by the quarter in which the alert opened', () => {
    const alerts = [
      opened('2026-01-05', { acknowledgements: { sales: said('noise'), marketing: said('noise') } }),
      opened('2026-02-01', { acknowledgements: { sales: said('acting'), marketing: said('noise') } }),
      opened('2025-12-31', { acknowledgements: { sales: said('noise') } }),
      opened('2025-12-30'),
      opened('2025-03-01', { acknowledgements: { sales: said('noise') } }),
    ];
    expect(falseAlarms(alerts, NOW)).toMatchObject([
      {
        ...{ year: 2026, quarter: 1, alarms: 2, noise: { sales: 1, marketing: 2 } },
        ...{ falseAlarms: 2, unanswered: 0 },
      },
      {
        ...{ year: 2025, quarter: 4, alarms: 2, noise: { sales: 1, marketing: 0 } },
        ...{ falseAlarms: 1, unanswered: 1 },
      },
      { alarms: 0, noise: { sales: 0, marketing: 0 } },
      { alarms: 0 },
    ]);
  });

  it('are none of a large loss, and none that a correction took away', () => {
    const noise = { acknowledgements: { sales: said('noise') } };
    const alerts = [
      opened('2026-01-05', { family: 'big-loss', ...noise }),
      opened('2026-01-06', { retracted: { at: NOW, by: 7 }, ...noise }),
    ];
    expect(falseAlarms(alerts, NOW)[0]).toMatchObject({ alarms: 0, noise: { sales: 0, marketing: 0 } });
  });
});
