import type { Speed } from './speed.ts';
import { table } from './table.ts';

/** Closings a second of the fold alone. */
export function speedTable({ sizes }: Speed): readonly string[] {
  const [shortest] = sizes;
  if (shortest === undefined) return [];
  return table(
    ['entries of history', 'losses a second', 'of the shortest', 'closings a second, wins too'],
    sizes.map(({ entries, losses, withWins }) => [
      entries.toLocaleString('en'),
      Math.round(losses).toLocaleString('en'),
      (losses / shortest.losses).toFixed(2),
      Math.round(withWins).toLocaleString('en'),
    ]),
  );
}

export const profileTable = ({ profile }: Speed): readonly string[] =>
  profile.length === 0
    ? []
    : table(
        ['function', 'of the time'],
        profile.map(({ name, share }) => [name, `${(100 * share).toFixed(1)} %`]),
      );
