import { closingOf, reportedClosing } from '../domain/closing-of-entry.ts';
import { atItsPlace, correctionOf } from '../domain/correction.ts';
import type { DetectionSettings } from '../domain/detection/detection-settings.ts';
import { revise } from '../domain/detection/revise.ts';
import type { AlarmFamily } from '../domain/families/family.ts';
import { isDealEntry } from '../domain/ledger-entry.ts';
import { type Context, inContext, SETTINGS_ITEM, settingsIn, statesIn } from '../domain/over-ledger.ts';
import { detectionItem, findDetection } from './detections.ts';
import { projectionOf } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import type { Rebuild } from './rebuild.ts';

type Judging = Pick<AlarmFamily, 'name' | 'fold' | 'state'> &
  Extract<AlarmFamily['corrections'], { kind: 'judge' }>;

/**
 * What a corrected or withdrawn loss changes in a family that judges each loss by itself: only what was found about it. What it
 * said at first stays in the history that other losses are compared with, where one among hundreds moves nothing.
 *
 * @param settings What holds until the ledger says otherwise.
 */
export const judgedRebuild = (
  { name, fold, state, judgedAgain }: Judging,
  settings: DetectionSettings,
): Rebuild => ({
  concerns: (entry) => correctionOf(entry) !== undefined,
  isNews: (entry) => closingOf(entry) !== undefined,
  async plan(table, entry) {
    const storedItems = async (names: readonly string[]): Promise<Map<string, object | Context>> => {
      const items = await table.getMany(names.map((sk) => ({ pk: projectionOf(name), sk })));
      return new Map(items.map((item) => [item.key.sk, inContext(state).parse(item.data)]));
    };
    const correction = correctionOf(entry);
    if (correction === undefined || !isDealEntry(entry)) return { writes: [], last: [] };
    const [replaced] = await entriesNumbered(table, [correction.replaces]);
    if (replaced?.type !== 'DealLost' && replaced?.type !== 'DealWon') return { writes: [], last: [] };
    const closes = replaced.closes ?? replaced.seq;
    const [known, [first]] = await Promise.all([
      findDetection(table, { family: name, seq: closes, key: entry.dealId }),
      entriesNumbered(table, [closes]),
    ]);
    const loss =
      correction.closing?.result === 'lost' && (first?.type === 'DealLost' || first?.type === 'DealWon')
        ? atItsPlace(correction.closing, reportedClosing(first))
        : undefined;
    const items = await storedItems([SETTINGS_ITEM, ...(loss === undefined ? [] : fold.touches(loss))]);
    const again = loss && judgedAgain(loss, known, statesIn(items), settingsIn(items) ?? settings);
    const revised = revise(known === undefined ? [] : [known], again ? [again] : [], correction);
    return { writes: revised.map(detectionItem), last: [] };
  },
});
