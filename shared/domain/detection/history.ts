import type { Closing } from './closing.ts';
import { isBackDated } from './week.ts';

/**
 * Is the closing history only? It was closed longer ago than the guard, or it came with a bulk load. Then it may say what is
 * usual, and the time at which it arrives says nothing about what happens now.
 */
export const isHistory = (closing: Closing): boolean => closing.bulk === true || isBackDated(closing);
