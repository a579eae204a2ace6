import { type Condition, toAlternatives } from './conditions.ts';
import { anywhere, areConsistent, collectFields, type Field, type Position } from './event-fields.ts';

/**
 * Compiles the pattern of an EventBridge rule into a test of events. Compile once, match often.
 *
 * An event is a JSON object in the shape that rules look at: `{ source, 'detail-type', detail, … }`. The outcome is
 * that of aws/event-ruler 2.0.1, which is the matcher of EventBridge, except that
 * - no field may be named `$or` or like an operator: `{ amount: { numeric: … } }` is nearly always a forgotten list;
 * - one fault is not copied: there, `[x, { exists: false }]` in one branch of `$or` may fail to see an absent field
 *   because another branch also accepts `x`;
 * - addresses and letters that have several forms: see `cidr.ts` and `value-tests.ts`.
 *
 * @throws EventPatternError for a pattern that EventBridge would refuse, naming the path.
 *
 * @example
 * const isLarge = compileEventPattern({ detail: { amount: [{ numeric: ['>=', 100_000] }] } });
 * isLarge({ detail: { amount: 120_000 } }); // true
 */
export function compileEventPattern(pattern: unknown): (event: unknown) => boolean {
  const alternatives = toAlternatives(pattern);
  return (event) => {
    const fields = collectFields(event);
    return alternatives.some((conditions) => allHold(conditions, fields, anywhere));
  };
}

/**
 * Whether each condition has its field, all of them in the same element of every array around them ("array
 * consistency"): `{ e: { x: [1], y: [2] } }` does not match `{ e: [{ x: 1 }, { y: 2 }] }`. At worst this takes as many
 * steps as there are combinations of elements of unrelated arrays; our events have no arrays of objects.
 */
function allHold(
  [condition, ...others]: readonly Condition[],
  fields: ReadonlyMap<string, readonly Field[]>,
  position: Position,
): boolean {
  if (!condition) return true;
  const found = fields.get(condition.path) ?? [];
  const reachable = found.filter((field) => areConsistent(field.position, position));
  // As in event-ruler, absent means: not in the elements that the conditions before this one have settled on.
  if (reachable.length === 0) return condition.acceptsAbsence && allHold(others, fields, position);

  const accepted = reachable.filter((field) => condition.accepts(field.value));
  const places = new Set(accepted.map((field) => field.position));
  return places.values().some((place) => allHold(others, fields, new Map([...position, ...place])));
}
