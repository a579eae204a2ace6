import { expect, it } from 'vitest';
import { createAlert } from '../../shared/store/alerts.ts';
import { anAlert } from '../support/alerts.ts';
import { HOUR } from '../support/clock.ts';
import { aSite } from './site.ts';

it('a retracted alert says on its page and in the list that it is one', async () => {
  const { table, get, clock } = aSite();
  const openedAt = clock();
  await createAlert(table, anAlert({ openedAt, retracted: { at: openedAt + HOUR, by: 130 }, evidence: [] }));
  const page = (await get('/alerts/S0034')).html;
  expect(page).toContain('After a correction this would no longer have fired.');
  expect(page).toContain('Retracted');
  expect(page).toContain('A report was corrected.');
  expect((await get('/alerts?state=retracted')).html).toContain('/alerts/S0034');
  expect((await get('/alerts?state=firing')).html).not.toContain('/alerts/S0034');
});
