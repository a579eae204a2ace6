import type { Condition, Item, Put } from '../ports/table.ts';

/** What a put leaves in the table when its condition holds: the same for every adapter. */
export function writtenItem(put: Put): Item {
  const item = { key: put.put, version: versionAfter(put.when), data: put.data };
  return put.index === undefined ? item : { ...item, index: put.index };
}

function versionAfter(when: Condition | undefined): number {
  if (when === undefined) return 0;
  return when === 'absent' ? 1 : when.version + 1;
}
