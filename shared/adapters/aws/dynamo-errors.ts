/** What DynamoDB says when it did not carry out a call, because it had no room or another transaction was at the item. */
const BUSY = new Set([
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ThrottlingException',
  'TransactionConflict',
  'TransactionConflictException',
]);

/** Also as the reason why a transaction was cancelled. */
export const isBusyCode = (code: string): boolean => BUSY.has(code);

/** The table was too busy for longer than this adapter has patience. Nothing of the call was carried out. */
export class TableBusyError extends Error {
  override readonly name = 'TableBusyError';
  readonly data: { readonly attempts: number };

  constructor(attempts: number) {
    super(`The table was busy ${attempts} times in a row. Nothing is wrong with the request; try it later.`);
    this.data = { attempts };
  }
}

/**
 * Nothing is wrong with the request, nothing of it was stored, and it may succeed later. A home answers 503 to it. A call
 * whose answer never came is not among these: nobody knows whether it was carried out.
 */
export const isTableUnavailable = (fault: unknown): boolean =>
  fault instanceof TableBusyError || (fault instanceof Error && BUSY.has(fault.name));
