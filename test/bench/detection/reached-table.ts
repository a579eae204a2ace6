import type { Cells } from './cells.ts';
import { CONDITIONS } from './conditions.ts';
import { days, rateOf, TITLES } from './figures.ts';
import { type Entrant, TANDEM } from './line-up.ts';
import { table } from './table.ts';
import { DELAYS_TO_REACH, PROMISE, SURGES, VOLUMES } from './targets.ts';

/** Each figure that is asked for, what was found, and whether that reaches it. */
export function reachedTable({ quiet, surges }: Cells): readonly string[] {
  const isTandem = ({ entrant }: { readonly entrant: Entrant }) => entrant.name === TANDEM.name;
  const promises = VOLUMES.flatMap((volume) =>
    CONDITIONS.flatMap(({ name }) => {
      const cell = quiet.find(
        (one) => one.volume === volume && one.conditions.name === name && isTandem(one),
      );
      if (cell === undefined) return [];
      const { value, high } = rateOf(cell);
      const what = `false alarms, ${volume} a month, ${name}`;
      return [[what, `at most ${PROMISE}`, value.toFixed(2), high <= PROMISE ? 'yes' : 'no']];
    }),
  );
  const delays = VOLUMES.flatMap((volume) =>
    SURGES.flatMap(({ name }) => {
      const asked = DELAYS_TO_REACH[volume][name];
      const cell = surges.find((one) => one.volume === volume && one.surge === name && isTandem(one));
      if (cell === undefined) return [];
      const reached = cell.median <= asked ? 'yes' : cell.low <= asked ? 'perhaps' : 'no';
      return [[`days, ${volume} a month, ${TITLES[name]}`, days(asked), days(cell.median), reached]];
    }),
  );
  const rows = [...promises, ...delays];
  return rows.length === 0 ? [] : table(['figure', 'asked', 'found', 'reached'], rows);
}
