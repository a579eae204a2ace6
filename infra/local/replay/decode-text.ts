export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * The text of a file that came out of a CRM or a spreadsheet. A byte order mark decides; without one it is UTF-8, or
 * the code page of an old Windows program where it cannot be UTF-8.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return textIn('utf-16le', 'UTF-16', bytes);
  if (first === 0xfe && second === 0xff) return textIn('utf-16be', 'UTF-16', bytes);
  // Every .xlsx is a ZIP archive, and those begin with "PK".
  if (first === 0x50 && second === 0x4b && bytes[2] === 3) {
    return unreadable('Is a spreadsheet and not a CSV file. Save it as "CSV UTF-8" and give that file.');
  }
  // No text has the character NUL. UTF-16 has it in every other byte, and without its mark nobody knows which.
  if (bytes.includes(0)) return unreadable('Is not text. Export it anew as CSV in UTF-8.');
  try {
    return textIn('utf-8', 'UTF-8', bytes);
  } catch {
    return textIn('windows-1252', 'Windows-1252', bytes);
  }
}

const unreadable = (message: string): Decoded => ({ kind: 'unreadable', message });

function textIn(label: string, encoding: string, bytes: Uint8Array): Decoded {
  return { kind: 'text', encoding, text: new TextDecoder(label, { fatal: label === 'utf-8' }).decode(bytes) };
}
