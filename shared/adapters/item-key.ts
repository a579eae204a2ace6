import type { Key, Write } from '../ports/table.ts';

/** A key as one string, for maps and sets. No two keys give the same one. */
export function keyId({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}

export function writeKey(write: Write): Key {
  return 'put' in write ? write.put : write.delete;
}
