import * as z from 'zod';

const REMEMBERED = 12;

/**
 * Reps log in batches, so the matches of one rep on one day are not independent. One rep advances one key at most
 * once per UTC day. Without this cap batches alone raise far more false alarms than are promised.
 *
 * Only the last twelve reps of the day are remembered. A batch is logged in one go, so its rep is among the latest;
 * a team with more reps per key and day than that would otherwise need unbounded state.
 */
export const repDaySchema = z.object({
  /** Days since 1970-01-01, UTC. */
  day: z.int(),
  /** Short hashes of the reps that advanced the key on that day, oldest first. */
  reps: z.array(z.int()).max(REMEMBERED),
});

export type RepDay = z.infer<typeof repDaySchema>;

/** @returns whether the rep advances the key on this day: not if they have done so already. */
export function claimDay(today: RepDay, day: number, rep: number): boolean {
  if (today.day !== day) {
    today.day = day;
    // One after the other: to set the length takes as long as all the rest of a match.
    while (today.reps.length > 1) today.reps.pop();
    today.reps[0] = rep;
    return true;
  }
  if (today.reps.includes(rep)) return false;
  today.reps.push(rep);
  if (today.reps.length > REMEMBERED) today.reps.shift();
  return true;
}
