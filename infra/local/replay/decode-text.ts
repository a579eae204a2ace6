import {
  type Encoding,
  IS_NO_TEXT,
  markOf,
  UTF_8,
  WINDOWS_1252,
} from '../../../shared/domain/csv/encoding.ts';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * The text of a file that came out of a CRM or a spreadsheet. A byte order mark decides; without one it is UTF-8, or
 * the code page of an old Windows program where it cannot be UTF-8.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = markOf(bytes);
  if (mark?.kind === 'unreadable') return mark;
  if (mark !== undefined) return textIn(mark.encoding, bytes);
  // No text has the character NUL. UTF-16 has it in every other byte, and without its mark nobody knows which.
  if (bytes.includes(0)) return { kind: 'unreadable', message: IS_NO_TEXT };
  try {
    return textIn(UTF_8, bytes);
  } catch {
    return textIn(WINDOWS_1252, bytes);
  }
}

function textIn(encoding: Encoding, bytes: Uint8Array): Decoded {
  const { label } = encoding;
  return { kind: 'text', encoding, text: new TextDecoder(label, { fatal: label === 'utf-8' }).decode(bytes) };
}
