import * as z from 'zod';

/** Those who name a new competitor do so within this many days, counted back from each naming. */
export const WINDOW_DAYS = 60;

/** With so many the item of a competitor stays below 1 KB as JSON, and writing it costs one unit. */
const REMEMBERED = 16;

const day = z.int();
const seq = z.int();
/** A long hash: ids may be long. */
const deal = z.int();
/** Short hashes; `null` where the report names nobody. */
const rep = z.int().nullable();
const account = z.int().nullable();

/** Who named a competitor in which deal, when, and what became of the deal. */
const namingSchema = z.tuple([day, seq, deal, rep, account, z.enum(['lost', 'won', 'open'])]).readonly();
export type Naming = z.output<typeof namingSchema>;

/** The namings of a competitor that may be new. */
export const sightingsSchema = z.object({
  /** Those within the window that say what no later one says, oldest first. */
  namings: z.array(namingSchema).max(REMEMBERED),
  /** The day of the latest one that said so, too, and for which there was no room. */
  leftOutOn: z.int().nullable(),
});
export type Sightings = z.output<typeof sightingsSchema>;

export const noSightings = (): Sightings => ({ namings: [], leftOutOn: null });

type Aspect = (naming: Naming) => number | null;

/** There must be two of each of them. */
const NEEDED = {
  deals: ([, , one]) => one,
  reps: ([, , , one]) => one,
  accounts: ([, , , , one]) => one,
} as const satisfies Record<string, Aspect>;

/** What is counted for the sentence. */
const COUNTED = {
  ...NEEDED,
  lost: ([, , one, , , result]) => (result === 'lost' ? one : null),
  won: ([, , one, , , result]) => (result === 'won' ? one : null),
} as const satisfies Record<string, Aspect>;

/** One more naming, no earlier than those before it. Those that are too old by now go. */
export function takeNaming(sightings: Sightings, naming: Naming): void {
  const [today] = naming;
  const all = [...sightings.namings.filter(([on]) => today - on <= WINDOW_DAYS), naming];
  sightings.namings = all.filter((one, at) => !isSaidBy(all.slice(at + 1), one));
  if (sightings.namings.length > REMEMBERED) leaveOneOut(sightings);
}

/** A naming may go once later ones say all of it: they count as long as it would, and longer. */
const isSaidBy = (later: readonly Naming[], one: Naming): boolean =>
  Object.values<Aspect>(COUNTED).every((of) => {
    const said = of(one);
    return said === null || later.some((other) => of(other) === said);
  });

/**
 * The oldest goes that is none of the latest two deals, reps and accounts. Whether there are two of each within any window
 * can be told from those alone, so an alarm is never missed; what is lost is how many there are.
 */
function leaveOneOut(sightings: Sightings): void {
  const needed = new Set(Object.values(NEEDED).flatMap((of) => latestTwo(sightings.namings, of)));
  const left = sightings.namings.find((one) => !needed.has(one));
  if (left === undefined) return;
  const [leftOn] = left;
  sightings.namings = sightings.namings.filter((one) => one !== left);
  sightings.leftOutOn = Math.max(sightings.leftOutOn ?? leftOn, leftOn);
}

/** The latest naming of each of the two that were named last. */
function latestTwo(namings: readonly Naming[], of: Aspect): readonly Naming[] {
  const latest = new Map<number, Naming>();
  for (const one of namings.toReversed()) {
    const said = of(one);
    if (said !== null && latest.size < 2 && !latest.has(said)) latest.set(said, one);
  }
  return [...latest.values()];
}

/** One rep may always be mistaken, one customer special, and the rep and the customer of a single deal may change. */
export const isEnough = ({ namings }: Readonly<Sightings>): boolean =>
  Object.values(NEEDED).every((of) => different(namings, of) >= 2);

/** How many different ones there are, or at least are. */
export const countsOf = ({ namings }: Readonly<Sightings>): Record<keyof typeof COUNTED, number> => ({
  deals: different(namings, COUNTED.deals),
  reps: different(namings, COUNTED.reps),
  accounts: different(namings, COUNTED.accounts),
  lost: different(namings, COUNTED.lost),
  won: different(namings, COUNTED.won),
});

const different = (namings: readonly Naming[], of: Aspect): number =>
  new Set(namings.map(of).filter((said) => said !== null)).size;
