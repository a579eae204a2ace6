import type { Cells } from './cells.ts';
import { CONDITIONS } from './conditions.ts';
import { PROPOSED } from './explored/variants.ts';
import { days, rateOf, TITLES } from './figures.ts';
import { TANDEM } from './line-up.ts';
import { table } from './table.ts';
import { DELAYS_TO_REACH, PROMISE, SURGES, VOLUMES } from './targets.ts';

const ENTRANTS = [TANDEM, PROPOSED];

/** Each figure that is asked for, what was found, and whether that reaches it: as shipped, and as proposed. */
export function reachedTable({ quiet, surges }: Cells): readonly string[] {
  const promises = VOLUMES.flatMap((volume) =>
    CONDITIONS.map(({ name }) => [
      `false alarms, ${volume} a month, ${name}`,
      `at most ${PROMISE}`,
      ...ENTRANTS.flatMap(({ name: entrant }) => {
        const cell = quiet.find(
          (one) => one.volume === volume && one.conditions.name === name && one.entrant.name === entrant,
        );
        if (cell === undefined) return ['', ''];
        const { value, high } = rateOf(cell);
        return [value.toFixed(2), high <= PROMISE ? 'yes' : 'no'];
      }),
    ]),
  );
  const delays = VOLUMES.flatMap((volume) =>
    SURGES.map(({ name }) => {
      const asked = DELAYS_TO_REACH[volume][name];
      return [
        `days, ${volume} a month, ${TITLES[name]}`,
        days(asked),
        ...ENTRANTS.flatMap(({ name: entrant }) => {
          const cell = surges.find(
            (one) => one.volume === volume && one.surge === name && one.entrant.name === entrant,
          );
          if (cell === undefined) return ['', ''];
          return [days(cell.median), cell.median <= asked ? 'yes' : cell.low <= asked ? 'perhaps' : 'no'];
        }),
      ];
    }),
  );
  const rows = [...promises, ...delays].filter(([, , ...found]) => found.some((text) => text !== ''));
  const head = ['figure', 'asked', 'shipped', 'reached', PROPOSED.name, 'reached'];
  return rows.length === 0 ? [] : table(head, rows);
}
