import type { AlertState, RESOLUTIONS, STANCES } from '../domain/alerts/alert.ts';
import type { Team } from '../domain/alerts/teams.ts';
import type { DealStatus, mentionStatus } from '../domain/deal.ts';
import type { OUTCOMES, THREATS } from '../domain/report.ts';

/** How pages say what the domain keeps as codes. */

export const OUTCOME_WORDS: Readonly<Record<(typeof OUTCOMES)[number], string>> = {
  competitor: 'A competitor took it',
  no_decision: 'No decision was made',
  withdrawn: 'The customer withdrew',
  unknown: 'I do not know',
};

export const THREAT_WORDS: Readonly<Record<(typeof THREATS)[number], string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
};

export const DEAL_STATUS_WORDS: Readonly<Record<DealStatus, string>> = {
  open: 'Open',
  lost: 'Lost',
  won: 'Won',
};

export const MENTION_STATUS_WORDS: Readonly<Record<ReturnType<typeof mentionStatus>, string>> = {
  identified: 'Identified',
  active: 'Active',
  beaten: 'Beaten',
  'lost-to': 'Lost to them',
};

export const TEAM_WORDS: Readonly<Record<Team, string>> = { sales: 'Sales', marketing: 'Marketing' };

export const STATE_WORDS: Readonly<Record<AlertState, string>> = {
  firing: 'Firing',
  'half-acknowledged': 'Half acknowledged',
  acknowledged: 'Acknowledged',
  responding: 'Responding',
  resolved: 'Resolved',
  retracted: 'Retracted',
};

/** What a state means, for those who see it for the first time. */
export const STATE_MEANING: Readonly<Record<AlertState, string>> = {
  firing: 'Neither team has acknowledged it yet.',
  'half-acknowledged': 'One team has acknowledged it, the other has not.',
  acknowledged: 'Both teams have acknowledged it. No response is written down yet.',
  responding: 'Both teams have acknowledged it, and at least one says what it does.',
  resolved: 'Both teams have acknowledged it, and what it tells of is over.',
  retracted: 'Reports behind it were corrected. What both teams said is kept.',
};

export const RESOLUTION_WORDS: Readonly<Record<(typeof RESOLUTIONS)[number], string>> = {
  'share-came-back': 'It is over: the share had been as usual for two weeks.',
};

type Stance = (typeof STANCES)[number];

export const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  acting: 'Acting',
  known: 'Known',
  noise: 'Noise',
};

/** @param isPromised Does the alert count in the promise of few false alarms? */
export function stanceMeaning(stance: Stance, isPromised: boolean): string {
  switch (stance) {
    case 'acting':
      return 'We take this on and do something about it.';
    case 'known':
      return 'We knew about this already and have it in hand.';
    case 'noise':
      return isPromised
        ? 'This should not have fired. It is counted against our promise of few false alarms.'
        : 'This was not worth a message.';
  }
}

/** A name at the end of a sentence: "Acme Inc." brings its own stop. */
export const withStop = (name: string): string => (name.endsWith('.') ? name : `${name}.`);

/** "1 deal", "3 deals". */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
