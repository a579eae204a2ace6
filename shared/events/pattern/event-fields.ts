import { isObject, isScalar, type Scalar } from './json.ts';

/** Where a value is: the index of the element that holds it, for each array around it. */
export type Position = ReadonlyMap<symbol, number>;

export interface Field {
  readonly value: Scalar;
  readonly position: Position;
}

export const anywhere: Position = new Map();

/**
 * All leaves of an event by their dotted path: `{ a: [{ b: 1 }, { b: 2 }] }` has two fields at `a.b`, whose
 * positions differ. Empty objects and arrays have no leaves; `undefined` counts as absent, as in JSON.
 */
export function collectFields(event: unknown): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();

  const visit = (value: unknown, path: string, position: Position): void => {
    if (Array.isArray(value)) {
      const array = Symbol(path);
      value.forEach((element: unknown, index) => {
        // A scalar has no fields that could belong together, so event-ruler does not bind it to its element.
        visit(element, path, isScalar(element) ? position : new Map([...position, [array, index]]));
      });
    } else if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) visit(child, path ? `${path}.${key}` : key, position);
    } else if (isScalar(value)) {
      const field = { value, position };
      const others = fields.get(path);
      if (others) others.push(field);
      else fields.set(path, [field]);
    }
  };

  visit(event, '', anywhere);
  return fields;
}

/** Whether two positions use the same element of every array that both lie in. */
export function areConsistent(one: Position, other: Position): boolean {
  for (const [array, index] of one) {
    if ((other.get(array) ?? index) !== index) return false;
  }
  return true;
}
