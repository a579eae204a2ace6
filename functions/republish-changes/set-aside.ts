import * as z from 'zod';
import type { Change } from '../../shared/ports/table.ts';

/**
 * What is kept of a change that could not be published: where it happened, and nothing of what it says. Whoever mends the
 * cause mends the stored item or the program that reads it, and both are looked at anew.
 */
export const setAside = z.object({ pk: z.string(), sk: z.string(), cursor: z.int() });

export const setAsideBody = ({ key, cursor }: Change): string =>
  JSON.stringify({ pk: key.pk, sk: key.sk, cursor });
