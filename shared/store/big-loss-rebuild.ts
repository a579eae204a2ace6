import { reportedClosing } from '../domain/closing-of-entry.ts';
import { atItsPlace, correctionOf } from '../domain/correction.ts';
import { type BigLossState, bigLossStateSchema, judgedAgain } from '../domain/detection/big-loss.ts';
import type { DetectionSettings } from '../domain/detection/detection-settings.ts';
import { revise } from '../domain/detection/revise.ts';
import { isDealEntry } from '../domain/ledger-entry.ts';
import { type Context, inContext, SETTINGS_ITEM, settingsIn, statesIn } from '../domain/over-ledger.ts';
import type { Table } from '../ports/table.ts';
import { detectionItem, findDetection } from './detections.ts';
import { projectionOf } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import type { Rebuild } from './rebuild.ts';

const FAMILY = 'big-loss';
const stored = inContext(bigLossStateSchema);

/**
 * What a corrected or withdrawn loss changes: only whether it was big itself. The amount that it was reported with stays
 * in the history that other losses are compared with, where one amount among hundreds moves nothing.
 *
 * @param settings What holds until the ledger says otherwise.
 */
export const bigLossRebuild = (settings: DetectionSettings): Rebuild => ({
  concerns: (entry) => correctionOf(entry) !== undefined,
  async plan(table, entry) {
    const correction = correctionOf(entry);
    if (correction === undefined || !isDealEntry(entry)) return { writes: [], last: [] };
    const { closes, loss } = correction;
    const currency = loss?.money?.currency;
    const [known, [first], items] = await Promise.all([
      findDetection(table, { family: FAMILY, seq: closes, key: entry.dealId }),
      entriesNumbered(table, loss === undefined ? [] : [closes]),
      storedItems(table, [SETTINGS_ITEM, ...(currency === undefined ? [] : [currency])]),
    ]);
    const again =
      loss &&
      (first?.type === 'DealLost' || first?.type === 'DealWon') &&
      judgedAgain(
        atItsPlace(loss, reportedClosing(first)),
        known,
        statesIn(items).get(currency ?? ''),
        settingsIn(items) ?? settings,
      );
    const revised = revise(known === undefined ? [] : [known], again ? [again] : [], correction);
    return { writes: revised.map(detectionItem), last: [] };
  },
});

async function storedItems(
  table: Table,
  names: readonly string[],
): Promise<Map<string, BigLossState | Context>> {
  const items = await table.getMany(names.map((sk) => ({ pk: projectionOf(FAMILY), sk })));
  return new Map(items.map((item) => [item.key.sk, stored.parse(item.data)]));
}
