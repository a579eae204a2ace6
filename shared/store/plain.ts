import type { Json, JsonObject } from '../ports/table.ts';

/** A value as plain JSON data: what the table keeps. Absent fields are left out. */
export function plain(value: object): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, json(field)]),
  );
}

function json(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'object') return plain(value);
  throw new TypeError(`Only JSON data can be stored, and a ${typeof value} is none.`);
}
