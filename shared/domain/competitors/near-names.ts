import { distance } from 'fastest-levenshtein';

/** Names that a report may have meant. They are offered to people; nothing is ever assumed. */
const MAX_NEAR = 3;

/**
 * The keys that are close to a key, the closest first: by typing errors, or because the one begins with the other
 * ("Salesforce Sales Cloud").
 *
 * Short names are close to everything, so up to four letters count only as they are; up to seven letters may differ in one
 * place, longer ones in two if they begin alike. Two letters in the wrong order are one place.
 */
export function nearKeys(key: string, others: Iterable<string>): string[] {
  const near: { readonly other: string; readonly places: number }[] = [];
  for (const other of others) {
    const places = other === key ? undefined : placesBetween(key, other);
    if (places !== undefined) near.push({ other, places });
  }
  return near
    .sort((a, b) => a.places - b.places || (a.other < b.other ? -1 : 1))
    .slice(0, MAX_NEAR)
    .map(({ other }) => other);
}

/** Shorter names are only what they are: nearly every word is near one of them. */
export const SHORTEST_NEAR = 5;
/** From here on two mistakes are forgiven, unless the first letter is one of them. */
export const LONG_NAME = 8;

/** In how many places two keys differ; undefined where that is too many for one to be meant by the other. */
function placesBetween(a: string, b: string): number | undefined {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter.length < SHORTEST_NEAR) return undefined;
  if (longer.startsWith(shorter)) return 1;
  const isLong = shorter.length >= LONG_NAME;
  if (longer.length - shorter.length > 2 || (isLong && a.charAt(0) !== b.charAt(0))) return undefined;
  if (isOneSwap(a, b)) return 1;
  const places = distance(a, b);
  return places <= (isLong ? 2 : 1) ? places : undefined;
}

/** Do they differ only in two neighbouring letters that changed places? */
function isOneSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
