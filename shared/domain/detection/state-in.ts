/** The state of this name; a new one, which is in the map from now on, where there was none. */
export function stateIn<State>(states: Map<string, State>, name: string, create: () => State): State {
  const known = states.get(name);
  if (known !== undefined) return known;
  const created = create();
  states.set(name, created);
  return created;
}
