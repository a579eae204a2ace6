import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { FAMILIES } from '../../shared/domain/families/registry.ts';

/**
 * What is stored of a fold has the shape that the fold reads, or the folds stand still after an update. So a change of a shape comes
 * with another version of the folds, by which a folder is made anew: see infra/local/bring-up-to-date.ts.
 */
test('the states of the folds have the shapes of version 7', () => {
  const shapes = FAMILIES.map(({ name, state, corrections }) => [
    name,
    z.toJSONSchema(state),
    corrections.kind === 'refold' ? z.toJSONSchema(corrections.grouped.moment) : undefined,
  ]);
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 12);
  expect(hash, 'Raise VERSION and say why in its comment; then note the new hash here.').toBe('89b95b73e464');
});
