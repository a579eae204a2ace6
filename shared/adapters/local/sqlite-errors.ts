/** Primary result codes of SQLite. Source: https://www.sqlite.org/rescode.html */
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/**
 * The disk is full, unreadable, read-only, or held by another process: nothing is wrong with the request, and it may
 * succeed later. A home answers 503 to it and says so on its health page.
 */
export function isStorageUnavailable(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== undefined && [BUSY, READONLY, IOERR, FULL, CANTOPEN].includes(code);
}

/** Whatever SQLite itself complains about: it says something about the storage, and nothing about what was to be stored. */
export function isStorageFault(error: unknown): boolean {
  return primaryCode(error) !== undefined;
}

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error);
  return code === CORRUPT || code === NOTADB;
}

/** node:sqlite gives the extended code in `errcode`; its lowest byte is the primary one. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
