export const IS_EMPTY = 'Is empty. Export it again, with a header and rows.';
export const IS_NO_TEXT = 'Is not text. Export it anew as CSV in UTF-8.';
const IS_SPREADSHEET = 'Is a spreadsheet and not a CSV file. Save it as "CSV UTF-8" and give that file.';

/** An encoding, by its label for a TextDecoder and by its name for people. */
export interface Encoding {
  readonly label: string;
  readonly name: string;
}

export const UTF_8: Encoding = { label: 'utf-8', name: 'UTF-8' };
/** The code page of an old Windows program. Every file can be read as it. */
export const WINDOWS_1252: Encoding = { label: 'windows-1252', name: 'Windows-1252' };

export const wasGuessed = ({ name }: Encoding): string => `Is not UTF-8 and was read as ${name}.`;

/** What the first bytes say of a file that came out of a CRM or a spreadsheet, as far as they say anything. */
export function markOf(
  bytes: Uint8Array,
):
  | { readonly kind: 'encoding'; readonly encoding: Encoding }
  | { readonly kind: 'unreadable'; readonly message: string }
  | undefined {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) {
    return { kind: 'encoding', encoding: { label: 'utf-16le', name: 'UTF-16' } };
  }
  if (first === 0xfe && second === 0xff) {
    return { kind: 'encoding', encoding: { label: 'utf-16be', name: 'UTF-16' } };
  }
  // Every .xlsx is a ZIP archive, and those begin with "PK".
  return first === 0x50 && second === 0x4b && third === 3
    ? { kind: 'unreadable', message: IS_SPREADSHEET }
    : undefined;
}
