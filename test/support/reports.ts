import type { LossReport, Mention, OpenDealReport, WinReport } from '../../shared/domain/report.ts';

/** The day on which the builders' reports are made, where a test says what "today" is. */
export const TODAY = '2026-06-15';

/** A loss to a competitor with everything filled in. */
export const aLoss = (given: Partial<LossReport> = {}): LossReport => ({
  lostOn: '2026-06-12',
  outcome: 'competitor',
  primaryReason: 'price',
  competitor: 'Acme',
  account: 'Northwind',
  amount: '120000.00',
  currency: 'EUR',
  segment: 'Enterprise',
  owner: 'Ada',
  ...given,
});

/** A loss to nobody, with no more than it needs. */
export const aBareLoss = (given: Partial<LossReport> = {}): LossReport => ({
  lostOn: '2026-06-12',
  outcome: 'no_decision',
  primaryReason: 'timing',
  ...given,
});

export const aWin = (given: Partial<WinReport> = {}): WinReport => ({
  wonOn: '2026-06-12',
  account: 'Northwind',
  amount: '80000.00',
  currency: 'EUR',
  segment: 'Enterprise',
  owner: 'Ada',
  ...given,
});

export const anOpenDeal = (given: Partial<OpenDealReport> = {}): OpenDealReport => ({
  account: 'Northwind',
  amount: '90000.00',
  currency: 'EUR',
  segment: 'Enterprise',
  owner: 'Ada',
  stage: 'proposal',
  expectedCloseOn: '2026-12-04',
  ...given,
});

export const aMention = (given: Partial<Mention> = {}): Mention => ({ competitor: 'Acme', ...given });

/** The same object without some fields. */
export const without = (of: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));
