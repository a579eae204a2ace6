import { createTableReader, type RowReceiver } from '../../../shared/domain/backtest/table-reader.ts';
import { WINDOWS_1252, wasGuessed } from '../../../shared/domain/csv/encoding.ts';
import { openTextFile } from '../csv/text-file.ts';

interface Receiver extends RowReceiver {
  /** A piece of the file was read. Reading waits for what comes of it. */
  piece(progress: { readonly read: number; readonly size: number }): Promise<void>;
}

export type DealsRead =
  | {
      readonly kind: 'read';
      /** How the file was read, where that is not what one would expect. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads a table of deals of any length, and keeps nothing of it. */
export async function readDeals(path: string, receiver: Receiver): Promise<DealsRead> {
  const file = await openTextFile(path);
  if (file.kind === 'unreadable') return file;
  const table = createTableReader(receiver);
  for await (const { text, read } of file.pieces()) {
    table.push(text);
    if (table.unusable() !== undefined) break;
    await receiver.piece({ read, size: file.size });
  }
  table.end();
  const message = table.unusable();
  if (message !== undefined) return { kind: 'unreadable', message };
  const guessed = file.encoding === WINDOWS_1252 ? [wasGuessed(file.encoding)] : [];
  return { kind: 'read', notes: [...guessed, ...table.notes()] };
}
