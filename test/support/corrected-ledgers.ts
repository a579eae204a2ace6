import fc from 'fast-check';
import { reportedClosing } from '../../shared/domain/closing-of-entry.ts';
import { decideRegister, type RegisterCommand } from '../../shared/domain/competitors/decide-register.ts';
import { applyToRegister, type RegisteredName } from '../../shared/domain/competitors/register.ts';
import { applyEntry, type Deal } from '../../shared/domain/deal.ts';
import { decide, type Report } from '../../shared/domain/decide-report.ts';
import { type Closing, countedUnder } from '../../shared/domain/detection/closing.ts';
import { type LedgerEntry, movesNames } from '../../shared/domain/ledger-entry.ts';
import { HOUR } from './clock.ts';
import { aBareLoss, aLoss, aWin } from './reports.ts';

const START = Date.parse('2026-03-02T08:00:00Z');

/** A report or a decision about competitors, and how many hours after the one before it came. */
export type Timed = readonly [hours: number, said: Report | RegisterCommand];

/** The ledger that reports and decisions make, as the recorder would. */
export function ledgerOf(all: readonly Timed[]): LedgerEntry[] {
  const deals = new Map<string, Deal>();
  const register = new Map<string, RegisteredName>();
  const entries: LedgerEntry[] = [];
  let recordedAt = START;
  for (const [hours, said] of all) {
    recordedAt += hours * HOUR;
    const place = { seq: entries.length + 1, recordedAt };
    if ('dealId' in said) {
      const decision = decide(deals.get(said.dealId), said);
      if (decision.kind !== 'store') continue;
      const entry = { ...decision.entry, ...place };
      entries.push(entry);
      deals.set(said.dealId, applyEntry(deals.get(said.dealId), entry));
    } else {
      const undone = said.kind === 'separate' ? entries[said.undoes - 1] : undefined;
      const knowledge = {
        register,
        undone: undone && movesNames(undone) ? undone : undefined,
        isTargetSeen: true,
      };
      const decision = decideRegister(knowledge, said);
      if (decision.kind !== 'store') continue;
      const entry = { ...decision.entry, ...place };
      entries.push(entry);
      for (const [key, name] of applyToRegister(register, entry)) register.set(key, name);
    }
  }
  return entries;
}

/**
 * An oracle: the closed deals of a ledger as they are in force at its end, worked out from types, deals and the latest move
 * of each name alone. What is no longer a loss is still a deal that was closed; it stands there as a win, which moves the
 * clock and matches nothing.
 */
export function inForce(ledger: readonly LedgerEntry[]): Closing[] {
  const closings = new Map<number, Closing>();
  const lostUnder = new Map<string, number>();
  const closed = new Set<string>();
  for (const entry of ledger) {
    if (entry.type !== 'DealLost' && entry.type !== 'DealWon' && entry.type !== 'ReportWithdrawn') continue;
    const { seq, dealId } = entry;
    const first = closings.get(lostUnder.get(dealId) ?? 0);
    if (entry.type === 'DealLost' && first !== undefined) {
      const { recordedAt, closedOn } = first;
      closings.set(first.seq, { ...reportedClosing(entry), seq: first.seq, recordedAt, closedOn });
      continue;
    }
    if (entry.type === 'DealLost') {
      closings.set(seq, reportedClosing(entry));
      lostUnder.set(dealId, seq);
      closed.add(dealId);
      continue;
    }
    if (first !== undefined) closings.set(first.seq, { ...first, result: 'won' });
    lostUnder.delete(dealId);
    if (entry.type === 'ReportWithdrawn') closed.delete(dealId);
    else if (!closed.has(dealId)) {
      closings.set(seq, reportedClosing(entry));
      closed.add(dealId);
    }
  }
  const moved = new Map(
    ledger.filter(movesNames).flatMap(({ names, to }) => names.map((name) => [name, to])),
  );
  return [...closings.values()]
    .map((closing) => countedUnder(closing, (name) => (moved.has(name) ? (moved.get(name) ?? null) : name)))
    .sort((a, b) => a.seq - b.seq);
}

/** Two months of old deals, so that a detector is active and has something to compare with. */
export const HISTORY: readonly (readonly [hours: number, report: Report])[] = Array.from(
  { length: 60 },
  (_, n) => {
    const id = `H-${n}`;
    const pause = n === 59 ? 6 * 7 * 24 : 20;
    const competitor = n % 4 < 2 ? 'Acme' : 'Globex';
    if (n % 6 > 0)
      return [pause, { kind: 'win', dealId: id, report: aWin({ competitor, wonOn: '2026-03-01' }) }];
    const report = aLoss({ competitor, account: id, owner: `Rep ${n % 3}`, lostOn: '2026-03-01' });
    return [pause, { kind: 'loss', dealId: id, report }];
  },
);

const dealId = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L');
const lostOn = fc.oneof(
  { weight: 12, arbitrary: fc.constant('2026-06-01') },
  { weight: 1, arbitrary: fc.constant('2026-02-01') },
);
const loss = fc.record({
  competitor: fc.constantFrom('Acme', 'ACME', 'Acme Cloud', 'Globex', 'unknown'),
  primaryReason: fc.constantFrom('price' as const, 'timing' as const),
  segment: fc.constantFrom('SMB', 'Enterprise'),
  amount: fc.constantFrom('10.00', '1000.00', '90000.00'),
  owner: fc.constantFrom('Ada', 'Bob', 'Cyd'),
  account: fc.constantFrom('Northwind', 'Contoso', 'Fabrikam'),
  lostOn,
});
const bareLoss = fc.record({ primaryReason: fc.constantFrom('price' as const, 'timing' as const), lostOn });
const win = fc.record({ competitor: fc.constantFrom('Acme', 'Acme Cloud', 'Globex', undefined) }).map(aWin);
const kind = { loss: fc.constant('loss' as const), win: fc.constant('win' as const) };

/** Reports about few deals and competitors: losses, changed ones, wins after losses, losses after wins, withdrawals. */
const report: fc.Arbitrary<Report> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: kind.loss, dealId, report: loss.map(aLoss) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind.loss, dealId, report: bareLoss.map(aBareLoss) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind.win, dealId, report: win }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('withdraw' as const),
      dealId,
      result: fc.constantFrom('lost' as const, 'won' as const),
    }),
  },
);

const name = fc.constantFrom('Acme', 'Acme Cloud', 'Globex', 'Initech');
/** Merges and dismissals of few names, and what undoes them. */
const command: fc.Arbitrary<RegisterCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge' as const), name, into: name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dismiss' as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('confirm' as const), name }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('separate' as const),
      undoes: fc.integer({ min: HISTORY.length + 1, max: HISTORY.length + 60 }),
    }),
  },
);

/** After a quiet history two to three weeks in which much is lost, much is corrected, and names are merged and parted. */
export const correctedReports: fc.Arbitrary<readonly Timed[]> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 12 }),
      fc.oneof({ weight: 8, arbitrary: report }, { weight: 2, arbitrary: command }),
    ),
    { maxLength: 70, size: 'max' },
  )
  .map((recent) => [...HISTORY, ...recent]);

/** The ledger that such reports make. */
export const correctedLedger: fc.Arbitrary<readonly LedgerEntry[]> = correctedReports.map(ledgerOf);
