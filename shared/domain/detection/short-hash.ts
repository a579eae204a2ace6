/** FNV-1a with 32 bits over the UTF-16 units (RFC 9923). */
export function longHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A 16-bit hash: the long one, folded by exclusive or as its authors advise.
 *
 * It lets a detector tell two reps or two accounts apart without keeping their names. In one case of 65,536 it takes
 * two for the same, which can only delay an alarm.
 */
export function shortHash(text: string): number {
  const hash = longHash(text);
  return ((hash >>> 16) ^ hash) & 0xffff;
}

/** A name of neither letters nor digits has an empty key, and says as little as none. */
export const hashOfKnown = (name: string | undefined): number | null => (name ? shortHash(name) : null);

/** Where a cap must not be escaped by saying nothing, all who are not named are one. Where two are needed they are nobody. */
export const ANONYMOUS = shortHash('');
