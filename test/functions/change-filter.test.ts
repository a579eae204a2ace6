import { expect, it } from 'vitest';
import { CHANGE_FILTER } from '../../functions/publish-changes/change-filter.ts';
import { eventOfChange } from '../../functions/publish-changes/event-of-change.ts';
import { compileEventPattern } from '../../shared/events/pattern/compile-event-pattern.ts';
import { createRoutes } from '../../shared/events/routes.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { detectionItem } from '../../shared/store/detections.ts';
import { claimNotice } from '../../shared/store/notices.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aDetection, anAlert } from '../support/alerts.ts';
import { aClock } from '../support/clock.ts';
import { aLoss, aMention } from '../support/reports.ts';
import { aStore } from '../support/store.ts';

const selects = compileEventPattern(CHANGE_FILTER);
it('the stream lets through every change that means an event, and spares the function the others', async () => {
  const clock = aClock();
  const { table } = aStore();
  const { record } = createRecorder({ table, clock });
  await record({ kind: 'mention', dealId: 'D-1', mention: aMention() });
  await record({ kind: 'loss', dealId: 'D-2', report: aLoss() });
  for (const { to } of createRoutes()) {
    if (to.function === 'advance-projection') await to.advance(table);
  }
  await table.write([detectionItem(aDetection())]);
  await createAlert(table, anAlert());
  await claimNotice(table, { alertId: 'S0034', revision: 1, team: 'sales' }, '2026-06-15', clock());

  const changes = await table.read({ after: 0, limit: 1_000 });
  const told = changes.map((change) => ({
    pk: change.key.pk,
    isEvent: eventOfChange(change) !== undefined,
    isLetThrough: selects({ dynamodb: { Keys: { pk: { S: change.key.pk }, sk: { S: change.key.sk } } } }),
  }));
  expect(told.filter(({ isEvent }) => isEvent)).toHaveLength(4);
  expect(told.filter(({ isEvent, isLetThrough }) => isEvent && !isLetThrough)).toEqual([]);
  const spared = new Set(
    told.filter(({ isLetThrough }) => !isLetThrough).map(({ pk }) => pk.replace(/#.*/, '')),
  );
  expect([...spared].sort()).toEqual(
    expect.arrayContaining(['ALERTS-ABOUT', 'CHECKPOINT', 'DEAL', 'NOTICE', 'OPEN-DEALS', 'PROJECTION']),
  );
});
