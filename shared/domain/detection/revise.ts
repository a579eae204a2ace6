import { sameJson } from '../same-json.ts';
import { type Detection, ownerOf } from './detection.ts';
import { epochEnd } from './epoch.ts';

/** The correction in whose name detections are revised. */
interface By {
  readonly by: number;
  readonly at: number;
}

/**
 * What becomes of the stored detections when the losses behind them were folded again.
 *
 * One that is no longer found is retracted, one that is found again or with other content is replaced. One that is new is
 * added while the epoch that it belongs to has an alert or may still get one. An epoch that was over before the
 * correction came is history that nobody heard of, and stays so: an alert about last year helps nobody.
 *
 * @param stored all of `refolded`'s range, retracted ones included.
 * @returns those that must be written, in the order of the ledger: so an epoch's opening comes before its news.
 */
export function revise(
  stored: readonly Detection[],
  refolded: readonly Detection[],
  { by, at }: By,
): Detection[] {
  const before = new Map(stored.map((one) => [idOf(one), one]));
  const now = new Map(refolded.map((one) => [idOf(one), one]));

  const gone = stored
    .filter((one) => one.retracted === undefined && !now.has(idOf(one)))
    .map((one): Detection => ({ ...one, retracted: true }));

  const mayBeHeard = (one: Detection): boolean => {
    const { key, epoch } = ownerOf(one);
    const opening = idOf({ key, seq: epoch });
    const opener = now.get(opening);
    return before.has(opening) || (opener !== undefined && at < epochEnd(opener.at));
  };
  const changed = refolded.filter((one) => {
    const known = before.get(idOf(one));
    return known === undefined ? mayBeHeard(one) : !sameJson({ ...known, revised: undefined }, one);
  });
  return [...gone, ...changed]
    .map((one): Detection => ({ ...one, revised: { by, at } }))
    .sort((a, b) => a.seq - b.seq || Number(a.mutedBy !== null) - Number(b.mutedBy !== null));
}

const idOf = ({ key, seq }: Pick<Detection, 'key' | 'seq'>): string => `${seq}#${key}`;
