import { type Alert, alertId } from '../../shared/domain/alerts/alert.ts';
import type { AtRiskDeal } from '../../shared/domain/alerts/at-risk.ts';
import type { EvidenceDeal } from '../../shared/domain/alerts/evidence.ts';
import type { Detection, Pattern } from '../../shared/domain/detection/detection.ts';
import type { BigLossFigures } from '../../shared/domain/families/big-loss.ts';
import type { SurgeFigures } from '../../shared/domain/families/loss-surge.ts';
import type { NewEntrantFigures } from '../../shared/domain/families/new-entrant.ts';
import type { Money } from '../../shared/domain/money.ts';
import type { AlertView } from '../../shared/store/alert-view.ts';

/** When the builders' alerts are opened. */
export const OPENED_AT = Date.parse('2026-06-15T09:00:00Z');

export const aPattern = (given: Partial<Pattern> = {}): Pattern => ({
  competitor: 'acme',
  reason: null,
  segment: null,
  ...given,
});

export const surgeFigures = (given: Partial<SurgeFigures> = {}): SurgeFigures => ({
  kind: 'loss-surge',
  matches: 7,
  of: 12,
  usualShare: 1 / 6,
  strength: 4_000,
  threshold: 100,
  oncePerQuarters: 40,
  ...given,
});

export const bigLossFigures = (given: Partial<BigLossFigures> = {}): BigLossFigures => ({
  kind: 'big-loss',
  amount: 50_000_000,
  threshold: 25_000_000,
  currency: 'EUR',
  basis: 'configured',
  ...given,
});

export const entrantFigures = (given: Partial<NewEntrantFigures> = {}): NewEntrantFigures => ({
  kind: 'new-entrant',
  namedIn: 3,
  customers: 3,
  reps: 2,
  lost: 2,
  won: 0,
  isAtLeast: false,
  namedSince: null,
  lastNamedOn: null,
  ...given,
});

/** The alarm that opens the epoch of ledger entry 100, unless told otherwise. */
export const aDetection = (given: Partial<Detection> = {}): Detection => ({
  family: 'loss-surge',
  seq: 100,
  at: OPENED_AT,
  pattern: aPattern(),
  key: 'competitor=acme',
  epoch: 100,
  cause: 'alarm',
  mutedBy: null,
  evidence: [90, 95, 100],
  figures: surgeFigures(),
  ...given,
});

export const anAlert = (given: Partial<Alert> = {}): Alert => ({
  id: 'S0034',
  family: 'loss-surge',
  key: 'competitor=acme',
  epoch: 100,
  pattern: aPattern(),
  openedAt: OPENED_AT,
  updatedAt: OPENED_AT,
  figures: surgeFigures(),
  evidence: [90, 95, 100],
  detectedUpTo: 100,
  atRiskDealIds: [],
  news: [{ at: OPENED_AT, news: { what: 'opened' } }],
  acknowledgements: {},
  responses: [],
  ...given,
});

/** Alerts that were opened on the given days, one for each of them, and that sales called noise. */
export const calledNoise = (...days: readonly string[]): Alert[] =>
  days.map((day, index) => {
    const openedAt = Date.parse(`${day}T12:00:00Z`);
    return anAlert({
      id: alertId('loss-surge', openedAt / 1_000 + index),
      epoch: openedAt / 1_000 + index,
      openedAt,
      acknowledgements: { sales: { by: 'Sam', stance: 'noise', at: openedAt } },
    });
  });

export const euros = (amount: number): Money => ({ amount: amount * 100, currency: 'EUR' });

export const anEvidenceDeal = (given: Partial<EvidenceDeal> = {}): EvidenceDeal => ({
  seq: 100,
  dealId: 'D-100',
  standing: 'in force',
  told: 'lost',
  on: '2026-06-12',
  account: 'Northwind',
  money: euros(120_000),
  primaryReason: 'price',
  secondaryReasons: [],
  competitor: 'Acme',
  segment: 'Enterprise',
  owner: 'Ada',
  stage: undefined,
  ...given,
});

export const anAtRiskDeal = (given: Partial<AtRiskDeal> = {}): AtRiskDeal => ({
  dealId: 'O-1',
  account: 'Northwind',
  money: euros(120_000),
  expectedCloseOn: '2026-12-04',
  stage: 'proposal',
  threat: undefined,
  ...given,
});

export const aView = (given: Partial<AlertView> = {}): AlertView => ({
  alert: anAlert(),
  names: { competitor: 'Acme' },
  evidence: [anEvidenceDeal()],
  atRisk: [],
  ...given,
});
