/** What DynamoDB says when it is too busy for now, also as the reason why it cancelled a transaction. */
const BUSY = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingError',
  'ThrottlingException',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** What the client says when it does not reach DynamoDB. */
const UNREACHABLE = new Set([
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** DynamoDB had no room for it, or another transaction was at the same item: it was not carried out. */
export const isBusyCode = (code: string): boolean => BUSY.has(code);

/** The table was too busy for longer than this adapter has patience. */
export class TableBusyError extends Error {
  override readonly name = 'TableBusyError';
  readonly data: { readonly attempts: number };

  constructor(attempts: number) {
    super(`The table was busy ${attempts} times in a row. Nothing is wrong with the request; try it later.`);
    this.data = { attempts };
  }
}

/**
 * Nothing is wrong with the request, and it may succeed later: the table is throttled or cannot be reached. A home
 * answers 503 to it.
 */
export function isTableUnavailable(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if (fault instanceof TableBusyError || BUSY.has(fault.name) || UNREACHABLE.has(fault.name)) return true;
  return 'code' in fault && typeof fault.code === 'string' && UNREACHABLE.has(fault.code);
}
