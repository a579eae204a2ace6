import { type Encoding, IS_NO_TEXT, markOf, UTF_8, WINDOWS_1252, wasGuessed } from './encoding.ts';
import { endOfLastCharacter } from './last-character.ts';

export interface StreamedText {
  /** The text of one more piece of bytes, of any length. */
  push(bytes: Uint8Array): string;
  end(): string;
  /** Why the bytes are no text, once that is known. */
  unreadable(): string | undefined;
  /** How they were read, where that is not what one would expect. */
  notes(): readonly string[];
}

type Decoder = InstanceType<typeof TextDecoder>;

const LONGEST_MARK = 3;

/**
 * Text from bytes that come once and cannot be read again. It is UTF-8 until something comes that is not; from there on it
 * is the code page of an old Windows program. What came before was the same in both, unless it had letters beyond ASCII
 * that happen to be UTF-8, which texts in that code page hardly ever have.
 */
export function createStreamedText(): StreamedText {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding | undefined;
  let other: Decoder | undefined;
  let pending: Uint8Array = new Uint8Array();
  let unreadable: string | undefined;

  function begin(bytes: Uint8Array): void {
    const mark = markOf(bytes);
    if (mark?.kind === 'unreadable') unreadable = mark.message;
    else if (mark === undefined) encoding = UTF_8;
    else readAs(mark.encoding);
  }

  function readAs(given: Encoding): Decoder {
    encoding = given;
    other = new TextDecoder(given.label);
    return other;
  }

  function decode(bytes: Uint8Array): string {
    if (unreadable !== undefined) return '';
    if (other !== undefined) return other.decode(bytes, { stream: true });
    // No text has the character NUL. UTF-16 has it in every other byte, and without its mark nobody knows which.
    if (bytes.includes(0)) {
      unreadable = IS_NO_TEXT;
      return '';
    }
    const whole = endOfLastCharacter(bytes);
    try {
      const text = utf8.decode(bytes.subarray(0, whole), { stream: true });
      pending = bytes.slice(whole);
      return text;
    } catch {
      return readAs(WINDOWS_1252).decode(bytes, { stream: true });
    }
  }

  return {
    unreadable: () => unreadable,
    notes: () => (encoding === WINDOWS_1252 ? [wasGuessed(encoding)] : []),
    push(bytes) {
      const joined = joinedBytes(pending, bytes);
      pending = new Uint8Array();
      if (encoding === undefined && unreadable === undefined) {
        if (joined.length < LONGEST_MARK) {
          pending = joined.slice();
          return '';
        }
        begin(joined);
      }
      return decode(joined);
    },
    end() {
      const [rest, hasBegun] = [pending, encoding !== undefined];
      pending = new Uint8Array();
      if (!hasBegun) begin(rest);
      // A character that was cut off at the end is none.
      const cutOff = hasBegun && rest.length > 0 && unreadable === undefined;
      const text = cutOff ? readAs(WINDOWS_1252).decode(rest) : decode(rest);
      const last = pending.length > 0 ? readAs(WINDOWS_1252).decode(pending) : '';
      return text + last + (other?.decode() ?? '');
    },
  };
}

function joinedBytes(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
