const FIRST_BYTES = 1 << 16;
const FIRST_SLOTS = 1 << 12;

export interface TextTable {
  readonly size: number;
  /** The number of a text, from 0 in the order in which they came: a new one, or the one that it has. */
  add(text: string): number;
  at(number: number): string;
}

/**
 * Different texts by numbers, in about twenty bytes each beside their letters. A Map of strings takes five times that, and a
 * million deals have a million ids.
 *
 * An open hash table (linear probing, FNV-1a as in short-hash.ts) over the bytes of the texts.
 */
export function createTextTable(): TextTable {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let bytes = new Uint8Array(FIRST_BYTES);
  let used = 0;
  let size = 0;
  /** Where each text ends in `bytes`. */
  let ends = new Uint32Array(FIRST_SLOTS);
  let hashes = new Uint32Array(FIRST_SLOTS);
  /** Number of the text plus 1; 0 where the slot is free. At most half of them are taken. */
  let slots = new Uint32Array(2 * FIRST_SLOTS);

  const beginOf = (number: number): number => (number === 0 ? 0 : (ends[number - 1] ?? 0));

  function isAt(number: number, length: number): boolean {
    const begin = beginOf(number);
    if ((ends[number] ?? 0) - begin !== length) return false;
    for (let at = 0; at < length; at += 1) if (bytes[begin + at] !== bytes[used + at]) return false;
    return true;
  }

  function grow(): void {
    ends = wider(ends);
    hashes = wider(hashes);
    slots = new Uint32Array(2 * slots.length);
    for (let number = 0; number < size; number += 1) slots[freeSlot(hashes[number] ?? 0)] = number + 1;
  }

  function freeSlot(hash: number): number {
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }

  return {
    get size() {
      return size;
    },
    add(text) {
      // A letter of UTF-16 has at most three bytes.
      while (used + 3 * text.length > bytes.length) bytes = wider(bytes);
      const length = encoder.encodeInto(text, bytes.subarray(used)).written;
      let hash = 0x811c9dc5;
      for (let at = used; at < used + length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
      hash = (hash ^ (hash >>> 15)) >>> 0;
      let slot = hash & (slots.length - 1);
      for (let taken = slots[slot] ?? 0; taken !== 0; taken = slots[slot] ?? 0) {
        if (hashes[taken - 1] === hash && isAt(taken - 1, length)) return taken - 1;
        slot = (slot + 1) & (slots.length - 1);
      }
      if (size === ends.length) {
        grow();
        slot = freeSlot(hash);
      }
      used += length;
      ends[size] = used;
      hashes[size] = hash;
      slots[slot] = size + 1;
      size += 1;
      return size - 1;
    },
    at(number) {
      return decoder.decode(bytes.subarray(beginOf(number), ends[number]));
    },
  };
}

/** The same with room for twice as much. */
function wider<Numbers extends Uint8Array | Uint32Array>(numbers: Numbers): Numbers;
function wider(numbers: Uint8Array | Uint32Array): Uint8Array | Uint32Array {
  const more =
    numbers instanceof Uint8Array ? new Uint8Array(2 * numbers.length) : new Uint32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}
