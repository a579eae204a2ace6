import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import {
  type Encoding,
  IS_EMPTY,
  IS_NO_TEXT,
  markOf,
  UTF_8,
  WINDOWS_1252,
} from '../../../shared/domain/csv/encoding.ts';
import { endOfLastCharacter } from '../../../shared/domain/csv/last-character.ts';

const PIECE = 1 << 18;

interface TextPiece {
  readonly text: string;
  /** Bytes of the file that were read so far. */
  readonly read: number;
}

export type TextFile =
  | {
      readonly kind: 'text';
      readonly encoding: Encoding;
      /** Bytes. */
      readonly size: number;
      /** The text in pieces, without its byte order mark. */
      pieces(): AsyncGenerator<TextPiece>;
    }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Opens a text file of any size. It is read twice, because only the whole file says whether it is UTF-8; the first
 * reading decodes nothing.
 */
export async function openTextFile(path: string): Promise<TextFile> {
  try {
    await using file = await open(path);
    const status = await file.stat();
    if (!status.isFile())
      return { kind: 'unreadable', message: 'Is not a file. Give the name of a CSV file.' };
    const found = await encodingOf(file);
    if (found.kind === 'unreadable') return found;
    return { ...found, size: status.size, pieces: () => decoded(path, found.encoding) };
  } catch (fault) {
    if (!(fault instanceof Error && 'syscall' in fault)) throw fault;
    return { kind: 'unreadable', message: `Cannot be read (${fault.message}). Check its name.` };
  }
}

async function encodingOf(
  file: FileHandle,
): Promise<
  | { readonly kind: 'text'; readonly encoding: Encoding }
  | { readonly kind: 'unreadable'; readonly message: string }
> {
  let isFirst = true;
  let couldBeUtf8 = true;
  let pending: Uint8Array = new Uint8Array();
  for await (const bytes of bytesOf(file)) {
    if (isFirst) {
      const mark = markOf(bytes);
      if (mark?.kind === 'unreadable') return mark;
      if (mark !== undefined) return { kind: 'text', encoding: mark.encoding };
      isFirst = false;
    }
    // No text has the character NUL. UTF-16 has it in every other byte, and without its mark nobody knows which.
    if (bytes.includes(0)) return { kind: 'unreadable', message: IS_NO_TEXT };
    if (!couldBeUtf8) continue;
    const joined = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    const whole = endOfLastCharacter(joined);
    couldBeUtf8 = isUtf8(joined.subarray(0, whole));
    pending = joined.slice(whole);
  }
  if (isFirst) return { kind: 'unreadable', message: IS_EMPTY };
  return { kind: 'text', encoding: couldBeUtf8 && pending.length === 0 ? UTF_8 : WINDOWS_1252 };
}

async function* decoded(path: string, { label }: Encoding): AsyncGenerator<TextPiece> {
  await using file = await open(path);
  const decoder = new TextDecoder(label);
  let read = 0;
  for await (const bytes of bytesOf(file)) {
    read += bytes.length;
    yield { text: decoder.decode(bytes, { stream: true }), read };
  }
  yield { text: decoder.decode(), read };
}

/** The bytes from the beginning, in one buffer that is used again for each piece. */
async function* bytesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
