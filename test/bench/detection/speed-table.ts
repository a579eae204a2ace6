import type { Speed } from './speed.ts';
import { table } from './table.ts';

/** Closings a second of the fold alone. */
export function speedTable({ sizes }: Speed): readonly string[] {
  const [shortest] = sizes;
  if (shortest === undefined) return [];
  return table(
    ['entries of history', 'closings a second', 'of the shortest'],
    sizes.map(({ entries, perSecond }) => [
      entries.toLocaleString('en'),
      Math.round(perSecond).toLocaleString('en'),
      (perSecond / shortest.perSecond).toFixed(2),
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
