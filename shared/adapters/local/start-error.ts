export type StartProblem =
  | 'folder-unusable'
  | 'folder-in-use'
  | 'database-newer'
  | 'database-damaged'
  | 'backup-impossible';

/**
 * Tandem cannot start on this folder, and a person has to do something about it. The message is written for that
 * person; a command prints it without a stack trace.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly kind: StartProblem;
  readonly folder: string;

  constructor(kind: StartProblem, folder: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.folder = folder;
  }
}

export function folderUnusable(folder: string, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError(
    'folder-unusable',
    folder,
    `Tandem cannot write to its data folder ${folder} (${reason}). ` +
      'Without it no report can be kept, so Tandem does not start. ' +
      'Give this user the right to write there, free some disk space, or choose another folder.',
    cause,
  );
}

export function folderInUse(folder: string, cause: unknown): StartError {
  return new StartError(
    'folder-in-use',
    folder,
    `Another Tandem is using the data folder ${folder}. ` +
      'Two at once would send every alert twice, so this one does not start. ' +
      'Stop the other one first, or choose another folder.',
    cause,
  );
}

export function databaseNewer(folder: string, found: number, known: number): StartError {
  return new StartError(
    'database-newer',
    folder,
    `The database in ${folder} was written by a newer Tandem (format ${found}; this one knows ${known}). ` +
      'Nothing was changed: this version could misread it. ' +
      'Start the newer version again, or restore a backup from before the update.',
  );
}

export function databaseDamaged(folder: string, cause: unknown): StartError {
  return new StartError(
    'database-damaged',
    folder,
    `The file tandem.db in ${folder} is not a database that can be read. ` +
      'Tandem does not start, so that nothing more is lost. ' +
      'Restore the folder from a backup, or move the file away to start empty.',
    cause,
  );
}

/** A backup cannot be made or put back; the message says why and what to do. */
export function backupImpossible(folder: string, message: string, cause?: unknown): StartError {
  return new StartError('backup-impossible', folder, message, cause);
}
