import * as z from 'zod';
import { allLosses } from './all-losses.ts';
import { bigLoss } from './big-loss.ts';
import type { AlarmFamily } from './family.ts';
import { lossSurge } from './loss-surge.ts';
import { newEntrant } from './new-entrant.ts';
import { winRate } from './win-rate.ts';

/** Every family there is. To add one is one file, and one line here. */
const REGISTERED = [lossSurge, bigLoss, winRate, allLosses, newEntrant] as const;

export const FAMILIES: readonly AlarmFamily[] = REGISTERED;

/** The numbers behind an alarm, by the family in `kind`. */
export type Figures = z.output<(typeof REGISTERED)[number]['figures']>;
export type FamilyName = Figures['kind'];

export const FAMILY_NAMES = REGISTERED.map(({ name }) => name);
export const figuresSchema: z.ZodType<Figures> = z.union(REGISTERED.map(({ figures }) => figures));

/** False alarms that all families together may add for each team and quarter. */
export const promisedInAll = (falseAlarmsPerQuarter: number): number =>
  FAMILIES.reduce((sum, { partOfPromise }) => sum + partOfPromise * falseAlarmsPerQuarter, 0);

export function familyNamed(name: string): AlarmFamily {
  const family = FAMILIES.find((one) => one.name === name);
  if (family === undefined) throw new Error(`There is no family of alarms named ${name}.`);
  return family;
}
