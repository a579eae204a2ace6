import type { Closing } from './closing.ts';

/** The state of this name; where there was none a new one, which is in the map from now on. */
export function stateIn<State>(
  states: Map<string, State>,
  name: string,
  create: (closing: Closing) => State,
  closing: Closing,
): State {
  const known = states.get(name);
  if (known !== undefined) return known;
  const created = create(closing);
  states.set(name, created);
  return created;
}
