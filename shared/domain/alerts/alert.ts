import * as z from 'zod';
import { FAMILIES, FAMILY_NAMES, type FamilyName, familyNamed, figuresSchema } from '../families/registry.ts';
import { TEAMS } from './teams.ts';

const team = z.enum(TEAMS);

/** What a team makes of an alert. `noise` is counted against the promise of few false alarms. */
export const STANCES = ['acting', 'known', 'noise'] as const;

/** `share-came-back`: what was found has been as usual for two weeks. */
export const RESOLUTIONS = ['share-came-back'] as const;

const acknowledgement = z.object({ by: z.string(), stance: z.enum(STANCES), at: z.int() });
const response = z.object({ team, by: z.string(), action: z.string(), at: z.int() });

const news = z.discriminatedUnion('what', [
  z.object({ what: z.literal('opened') }),
  /** With the number of the ledger entry that did it: it may happen again. */
  z.object({ what: z.literal('money-doubled'), seq: z.int() }),
  /** A finer pattern below this one fired as well. */
  z.object({ what: z.literal('combination'), key: z.string() }),
  z.object({ what: z.literal('at-risk-deal'), dealId: z.string() }),
]);

/** What can be new about an alert. Only this causes another message. */
export type News = z.output<typeof news>;

/** A joint alert: one record, two owners. Everything about deals is read from the ledger when somebody looks. */
export const alert = z.object({
  id: z.string(),
  family: z.enum(FAMILY_NAMES),
  key: z.string(),
  /** Number of the ledger entry that opened the epoch. */
  epoch: z.int(),
  pattern: z.object({
    competitor: z.string().nullable(),
    reason: z.string().nullable(),
    segment: z.string().nullable(),
  }),
  openedAt: z.int(),
  updatedAt: z.int(),
  figures: figuresSchema,
  /** Numbers of the ledger entries that made it fire, the newest of them. */
  evidence: z.array(z.int()),
  /** Number of the newest detection that was taken in. */
  detectedUpTo: z.int(),
  /** The open deals that were known to be at risk; one that is not among them is news. */
  atRiskDealIds: z.array(z.string()),
  /** The first is the opening; the length is the revision. */
  news: z.array(z.object({ at: z.int(), news })),
  /** The correction after which it would not have fired: when it came, and its ledger entry. It takes in no news then. */
  retracted: z.object({ at: z.int(), by: z.int() }).optional(),
  /** When it ended, because the share had come back. It takes in no news then: a later alarm is an alert of its own. */
  resolved: z.object({ at: z.int(), why: z.enum(RESOLUTIONS) }).optional(),
  acknowledgements: z.partialRecord(team, acknowledgement),
  responses: z.array(response),
});

export type Alert = z.output<typeof alert>;

export type AlertState = (typeof ALERT_STATES)[number];
export const ALERT_STATES = [
  'firing',
  'half-acknowledged',
  'acknowledged',
  'responding',
  'resolved',
  'retracted',
] as const;

export function alertState({ acknowledgements, responses, retracted, resolved }: Alert): AlertState {
  if (retracted !== undefined) return 'retracted';
  if (resolved !== undefined) return 'resolved';
  const answered = TEAMS.filter((one) => acknowledgements[one] !== undefined).length;
  if (answered === 0) return 'firing';
  if (answered < TEAMS.length) return 'half-acknowledged';
  return responses.length === 0 ? 'acknowledged' : 'responding';
}

/** Grows with every piece of news. A message belongs to one revision. */
export const revisionOf = (of: Alert): number => of.news.length;

/** Crockford's alphabet: no letter that is mistaken for a digit, so an id can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of the alert of an epoch: the family's letter and the number of the opening ledger entry. An entry opens at
 * most one alert of a family, so ids are unique without a look-up, and a rebuild gives the same ones.
 *
 * @param nth 2 or more where a correction made the same entry open the epoch of another pattern than before.
 */
export function alertId(family: FamilyName, epoch: number, nth = 1): string {
  let digits = '';
  for (let rest = epoch; rest > 0; rest = Math.floor(rest / 32)) digits = ALPHABET.charAt(rest % 32) + digits;
  return `${familyNamed(family).letter}${digits.padStart(4, '0')}${nth === 1 ? '' : `.${nth}`}`;
}

/**
 * The id that somebody wrote, as {@link alertId} gives it: small letters are capitals, O is 0, and I and L are 1. It is
 * undefined where no id can be meant.
 */
export function readAlertId(text: string): string | undefined {
  const id = text.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return FORM.test(id) ? id : undefined;
}

const FORM = new RegExp(
  `^[${FAMILIES.map(({ letter }) => letter).join('')}][${ALPHABET}]{4,12}(\\.\\d{1,4})?$`,
);
