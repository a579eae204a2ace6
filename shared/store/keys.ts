import type { Key } from '../ports/table.ts';

/** Where everything lives. The README's access-pattern table lists who reads what. */
export const LEDGER = 'LEDGER';

/** Numbers as text that sorts like the numbers. */
export const ordered = (number: number): string => String(number).padStart(14, '0');

export const ledgerKey = (seq: number): Key => ({ pk: LEDGER, sk: ordered(seq) });
export const dealKey = (dealId: string): Key => ({ pk: `DEAL#${dealId}`, sk: 'DEAL' });
export const idempotencyKey = (dealId: string, key: string): Key => ({
  pk: `DEAL#${dealId}`,
  sk: `IDEMPOTENCY#${key}`,
});

/** The open deals in which a competitor was mentioned, one item each. */
export const openDealsOf = (competitorKey: string): string => `OPEN-DEALS#${competitorKey}`;

export const projectionOf = (name: string): string => `PROJECTION#${name}`;
export const checkpointKey = (projection: string): Key => ({
  pk: `CHECKPOINT#${projection}`,
  sk: 'CHECKPOINT',
});

/** The partition of the loss-surge projection. */
export const SURGES = projectionOf('loss-surge');

/** The closings of a group of patterns, for a rebuild of the group. */
export const matchesOfGroup = (family: string, group: string): string => `MATCHES#${family}#${group}`;
export const matchKey = (family: string, group: string, seq: number): Key => ({
  pk: matchesOfGroup(family, group),
  sk: ordered(seq),
});

export const DETECTION = 'DETECTION#';
export const detectionsOf = (family: string): string => `${DETECTION}${family}`;
export const detectionKey = (family: string, seq: number, key: string): Key => ({
  pk: detectionsOf(family),
  sk: `${ordered(seq)}#${key}`,
});

export const ALERT = 'ALERT#';
export const alertKey = (id: string): Key => ({ pk: `${ALERT}${id}`, sk: 'ALERT' });
/** Which alert an epoch has, where that is not told by the id: it was taken over from another epoch. */
export const epochKey = (family: string, epoch: number, key: string): Key => ({
  pk: `EPOCH#${family}`,
  sk: `${ordered(epoch)}#${key}`,
});
/** The place in the sparse index under which alerts are listed by the time they were opened. */
export const ALERTS = 'ALERTS';
export const alertIndex = (openedAt: number, id: string): Key => ({
  pk: ALERTS,
  sk: `${ordered(openedAt)}#${id}`,
});

/** The alerts of a competitor, newest last: those whose epoch may still be running. */
export const alertsAbout = (competitorKey: string): string => `ALERTS-ABOUT#${competitorKey}`;

export const noticeKey = (team: string, noticeId: string): Key => ({ pk: `NOTICE#${noticeId}`, sk: team });
/** Which immediate e-mails a team has had on a day, or about the alerts that a family opened in a month. */
export const allowanceKey = (team: string, of: string): Key => ({ pk: `ALLOWANCE#${team}`, sk: of });
/** What waits for a team's next daily digest. */
export const digestOf = (team: string): string => `DIGEST#${team}`;

/** The names of competitors that people decided about. */
export const REGISTER = 'COMPETITORS';
export const registerKey = (name: string): Key => ({ pk: REGISTER, sk: name });

/** The settings of the detectors that the ledger has set last. */
export const settingsKey: Key = { pk: 'SETTINGS', sk: 'SETTINGS' };

/** The last change of the caution that the operator was told of. */
export const toldCautionKey: Key = { pk: 'TOLD', sk: 'CAUTION' };

/** By which version of the folds everything beside the ledger was made. */
export const foldsKey: Key = { pk: 'FOLDS', sk: 'FOLDS' };

/** The deals that a person reported on, in the sparse index, the latest report last. */
export const reportedBy = (personKey: string): string => `REPORTED-BY#${personKey}`;
export const reportedIndex = (personKey: string, at: number, dealId: string): Key => ({
  pk: reportedBy(personKey),
  sk: `${ordered(at)}#${dealId}`,
});
