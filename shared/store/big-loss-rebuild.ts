import { atItsPlace, correctionOf } from '../domain/correction.ts';
import { type BigLossSettings, bigLossStateSchema, judgedAgain } from '../domain/detection/big-loss.ts';
import { revise } from '../domain/detection/revise.ts';
import { detectionItem, findDetection } from './detections.ts';
import { projectionOf } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import type { Rebuild } from './rebuild.ts';

const FAMILY = 'big-loss';

/**
 * What a corrected or withdrawn loss changes: only whether it was big itself. The amount that it was reported with stays
 * in the history that other losses are compared with, where one amount among hundreds moves nothing.
 */
export const bigLossRebuild = (settings: BigLossSettings): Rebuild => ({
  concerns: (entry) => correctionOf(entry) !== undefined,
  async plan(table, entry) {
    const correction = correctionOf(entry);
    if (correction === undefined) return { writes: [], last: [] };
    const { closes, loss } = correction;
    const currency = loss?.money?.currency;
    const [known, [first], history] = await Promise.all([
      findDetection(table, { family: FAMILY, seq: closes, key: entry.dealId }),
      entriesNumbered(table, loss === undefined ? [] : [closes]),
      currency === undefined ? undefined : table.get({ pk: projectionOf(FAMILY), sk: currency }),
    ]);
    const again =
      loss &&
      first &&
      judgedAgain(
        atItsPlace(loss, first),
        known,
        history && bigLossStateSchema.parse(history.data),
        settings,
      );
    const revised = revise(
      known === undefined ? [] : [known],
      again === undefined ? [] : [again],
      correction,
    );
    return { writes: revised.map(detectionItem), last: [] };
  },
});
