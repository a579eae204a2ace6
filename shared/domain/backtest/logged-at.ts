import { dayNumber } from '../calendar-date.ts';

const DAY_MS = 86_400_000;
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * When a report was logged, milliseconds since 1970: a day, which stands for its beginning in UTC, or a moment of ISO 8601,
 * which is in UTC unless it says otherwise. Undefined where the text is neither.
 *
 * @param days a memory of days, because a table has few and each of them often.
 */
export function loggedAt(
  text: string,
  days: (date: string) => number | undefined = dayNumber,
): number | undefined {
  const day = days(text.slice(0, 10));
  if (day === undefined) return undefined;
  if (text.length === 10) return day * DAY_MS;
  if (!TIME.test(text)) return undefined;
  const hasSeconds = text.charAt(16) === ':';
  const [hour, minute, second] = [pairAt(text, 11), pairAt(text, 14), hasSeconds ? pairAt(text, 17) : 0];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const time = (hour * 3600 + minute * 60 + second) * 1000;
  const rest = text.slice(hasSeconds ? 19 : 16);
  return day * DAY_MS + time + (rest === '' || rest === 'Z' ? 0 : fractionOf(rest) - offsetOf(rest));
}

const pairAt = (text: string, at: number): number =>
  10 * (text.charCodeAt(at) - ZERO) + text.charCodeAt(at + 1) - ZERO;
const ZERO = '0'.charCodeAt(0);

/** ".5Z" is 500 ms. */
const fractionOf = (rest: string): number => Number((/^[.,](\d{1,3})/.exec(rest)?.[1] ?? '').padEnd(3, '0'));

/** "+02:00" is two hours. */
function offsetOf(rest: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})$/.exec(rest) ?? [];
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -ms : ms;
}
