import { lastEntry } from '../../../shared/store/ledger.ts';
import type { DatedReport } from './dated-report.ts';
import { batchesOf, byDay } from './order.ts';
import type { Refusal } from './refusal.ts';
import type { ReplayHome } from './replay-home.ts';
import { createKeys, send } from './request.ts';

export interface Progress {
  readonly done: number;
  readonly of: number;
  /** Days since 1970-01-01. */
  readonly day: number;
}

export interface Replayed {
  /** Reports that were stored for the first time. */
  readonly stored: number;
  /** Reports that changed what was stored. */
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  /** Days since 1970-01-01; undefined where there were no reports. */
  readonly firstDay: number | undefined;
  readonly lastDay: number | undefined;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A digest takes up to ninety notices of a team. After so many mornings nothing can be waiting any more. */
const MORNINGS = 30;

/**
 * Sends reports in the order of their days, with the clock on noon of each. Every day begins with the digests at eight
 * and ends when everything has had its consequences, so that alerts and messages come when they would have come.
 */
export async function replay(
  { home, clock }: ReplayHome,
  reports: readonly DatedReport[],
  onProgress: (progress: Progress) => void = () => {},
): Promise<Replayed> {
  // What a killed replay had in work comes first, at the time to which that one had come.
  await home.settle();
  const before = await ledgerLength();
  const counts = { created: 0, known: 0 };
  const refused: Refusal[] = [];
  const keyOf = createKeys();
  const days = byDay(reports, Math.floor(clock.realNow / DAY));
  let done = 0;
  let yesterday = days[0]?.day ?? 0;

  for (const { day, reports: ofDay } of days) {
    await sendDigests(yesterday + 1, day);
    clock.standAt(day * DAY + 12 * HOUR);
    for (const batch of batchesOf(ofDay)) {
      const answers = await Promise.all(
        batch.map(async (report) => ({ report, answer: await send(home.app, report, keyOf(report)) })),
      );
      for (const { report, answer } of answers) {
        if (answer.kind !== 'refused') counts[answer.kind]++;
        else refused.push({ file: report.origin.file, line: report.origin.line, what: answer.what });
      }
      done += batch.length;
      onProgress({ done, of: reports.length, day });
    }
    await home.settle();
    yesterday = day;
  }

  const changed = (await ledgerLength()) - before - counts.created;
  return {
    stored: counts.created,
    changed,
    unchanged: counts.known - changed,
    refused,
    firstDay: days[0]?.day,
    lastDay: days.at(-1)?.day,
  };

  async function ledgerLength(): Promise<number> {
    return (await lastEntry(home.table))?.seq ?? 0;
  }

  /** The digests of the mornings from `first` to `last`, as far as they still lie ahead. */
  async function sendDigests(first: number, last: number): Promise<void> {
    for (let day = first; day <= Math.min(last, first + MORNINGS); day++) {
      const eight = day * DAY + 8 * HOUR;
      if (eight <= clock.now()) continue;
      clock.standAt(eight);
      await home.sendDigests();
    }
  }
}
