/**
 * A short name for a text that changes with it: FNV-1a with 32 bits. It tells versions apart, it protects nothing.
 *
 * Source: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
