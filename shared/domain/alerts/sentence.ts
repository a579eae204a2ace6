import type { Pattern } from '../detection/detection.ts';
import { patternOf } from '../detection/pattern-key.ts';
import type { PatternNames, Told } from '../families/family.ts';
import { type Figures, familyNamed } from '../families/registry.ts';
import { nameKey } from '../names.ts';
import { reasonInSentence } from '../reasons.ts';

/**
 * Why an alert fired, in the words of a person. It speaks of shares of closed deals and of reported reasons, and claims
 * nothing about causes: the statistics know none. A retracted alert says first that it is one.
 */
export function sentences(
  told: Told<Figures> & { readonly retracted?: unknown },
  names: PatternNames,
): string[] {
  const why = familyNamed(told.figures.kind).sentences(told, names);
  return told.retracted === undefined ? [...why] : [RETRACTED, ...why];
}

const RETRACTED = 'After a correction this would no longer have fired.';

/** What an alert is about, in a few words: "Acme is winning enterprise deals on price". */
export const patternTitle = (told: Told<Figures>, names: PatternNames): string =>
  familyNamed(told.figures.kind).title(told, names);

/** What a pattern is, without saying that anything is wrong: "Acme, enterprise, price". */
export function patternLabel(pattern: Pattern, names: PatternNames): string {
  const parts = [
    names.competitor ?? 'No named competitor',
    names.segment,
    pattern.reason === null ? undefined : reasonInSentence(pattern.reason),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/**
 * Where a finer pattern stands out: "in Mid-market on price". The segment is written as in the reports behind the alert.
 *
 * @param key the text form of the finer pattern.
 */
export function combinationInWords(
  key: string,
  evidence: readonly { readonly segment?: string | undefined }[],
): string {
  const { reason = null, segment = null } = patternOf(key) ?? {};
  const written = evidence.find(
    (deal) => deal.segment !== undefined && nameKey(deal.segment) === segment,
  )?.segment;
  const parts = [
    segment === null ? undefined : `in ${written ?? segment}`,
    reason === null ? undefined : `on ${reasonInSentence(reason)}`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
