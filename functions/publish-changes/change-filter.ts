import type { EventPattern } from '../../shared/events/pattern/event-pattern.ts';
import { ALERT, DETECTION, LEDGER } from '../../shared/store/keys.ts';

/**
 * The records of the table's stream that can mean an event. The others, above all the states of folds, need not wake the
 * function: they are most of what is written.
 */
export const CHANGE_FILTER = {
  dynamodb: { Keys: { pk: { S: [LEDGER, { prefix: DETECTION }, { prefix: ALERT }] } } },
} as const satisfies EventPattern;
