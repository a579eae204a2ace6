import { patternOf } from '../detection/pattern-key.ts';
import { readableMoney } from '../money.ts';
import { nameKey } from '../names.ts';
import { reasonInSentence } from '../reasons.ts';
import type { Alert } from './alert.ts';

/** The readable forms of the names in a pattern. */
export interface PatternNames {
  readonly competitor?: string | undefined;
  readonly segment?: string | undefined;
}

type Told = Pick<Alert, 'pattern' | 'figures' | 'retracted'>;

/**
 * Why an alert fired, in the words of a person. It speaks of shares of closed deals and of reported reasons, and claims
 * nothing about causes: the statistics know none. A retracted alert says first that it is one.
 */
export function sentences(told: Told, names: PatternNames): string[] {
  const why = reasonsToFire(told, names);
  return told.retracted === undefined ? why : [RETRACTED, ...why];
}

const RETRACTED = 'After a correction this would no longer have fired.';

function reasonsToFire({ pattern, figures }: Told, names: PatternNames): string[] {
  if (figures.kind === 'big-loss') {
    const amount = readableMoney({ amount: figures.amount, currency: figures.currency });
    const threshold = readableMoney({ amount: figures.threshold, currency: figures.currency });
    const taker = names.competitor === undefined ? 'A deal' : `${names.competitor} took a deal`;
    return [
      names.competitor === undefined ? `${taker} worth ${amount} was lost.` : `${taker} worth ${amount}.`,
      figures.basis === 'configured'
        ? `Every loss of ${threshold} or more is reported at once.`
        : `Only about 1 in 20 of the deals lost in the last year was as large (${threshold} or more).`,
    ];
  }
  return [
    `${runSentence(pattern, figures, names)} ${beforeSentence(figures.usualShare)}`,
    chanceSentence(figures.oncePerQuarters),
  ];
}

function runSentence(
  pattern: Alert['pattern'],
  { matches, of }: { readonly matches: number; readonly of: number },
  names: PatternNames,
): string {
  const reason =
    pattern.reason === null ? '' : ` with ${reasonInSentence(pattern.reason)} as the reported reason`;
  const last = of === 1 ? 'the last closed deal' : `${matches} of the last ${of} closed deals`;
  if (names.competitor !== undefined && pattern.segment === null && pattern.reason === null) {
    return `${names.competitor} took ${last}.`;
  }
  const were = matches === 1 ? 'was' : 'were';
  const kind = names.segment === undefined ? '' : ` ${names.segment}`;
  const deals =
    kind === '' ? '' : matches === 1 ? `${article(kind.trim())}${kind} deal ` : `${kind.trim()} deals `;
  const to = names.competitor === undefined ? 'to no named competitor' : `to ${names.competitor}`;
  return `${capitalised(last)} ${were} ${deals}lost ${to}${reason}.`;
}

const article = (word: string): string => (/^[aeiou]/i.test(word) ? 'an' : 'a');
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Before that it was about 1 in 6." Rounded to what a reader can picture. */
export function beforeSentence(share: number): string {
  if (share >= 0.95) return 'Before that it was nearly every deal.';
  if (share > 0.4) return `Before that it was about ${Math.round(share * 10)} in 10.`;
  const oneIn = Math.round(1 / share);
  return oneIn > 100 ? 'Before that it was fewer than 1 in 100.' : `Before that it was about 1 in ${oneIn}.`;
}

/** How often chance alone gives an alarm this strong. */
export function chanceSentence(oncePerQuarters: number): string {
  const quarters = Math.floor(oncePerQuarters);
  if (quarters <= 1) return 'A run this strong comes by chance about once a quarter.';
  if (quarters > 400) return 'A run this strong comes by chance less than once in 100 years.';
  return `A run this strong comes by chance about once in ${quarters} quarters.`;
}

/** What an alert is about, in a few words: "Acme, enterprise, price". */
export function patternTitle({ pattern, figures }: Told, names: PatternNames): string {
  const who = names.competitor ?? 'losses to no named competitor';
  if (figures.kind === 'big-loss') {
    const amount = readableMoney({ amount: figures.amount, currency: figures.currency });
    return names.competitor === undefined
      ? `A large deal was lost: ${amount}`
      : `${who} took a large deal: ${amount}`;
  }
  const segment = names.segment === undefined ? '' : ` ${names.segment}`;
  const reason = pattern.reason === null ? '' : ` on ${reasonInSentence(pattern.reason)}`;
  return names.competitor === undefined
    ? `More${segment} deals are lost${reason}, to no named competitor`
    : `${who} is winning more${segment} deals${reason}`;
}

/** What a pattern is, without saying that anything is wrong: "Acme, enterprise, price". */
export function patternLabel(pattern: Alert['pattern'], names: PatternNames): string {
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
