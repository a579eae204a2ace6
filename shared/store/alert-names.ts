import type { Alert } from '../domain/alerts/alert.ts';
import type { PatternNames } from '../domain/families/family.ts';
import { familyNamed } from '../domain/families/registry.ts';
import type { Table } from '../ports/table.ts';
import { readableNames } from './names.ts';

/**
 * The readable forms of the names in an alert. A competitor that was merged has the name of the other one, but not where the
 * alert is about the name itself: "Acme is new" would be wrong of a name that turned out to mean Acme.
 */
export function alertNames(
  table: Table,
  { family, pattern: { competitor, segment } }: Pick<Alert, 'family' | 'pattern'>,
): Promise<PatternNames> {
  const asMerged = !(familyNamed(family).bringsNames ?? false);
  return readableNames(table, { competitor, segment }, { asMerged });
}
