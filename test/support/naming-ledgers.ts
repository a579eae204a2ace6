import fc from 'fast-check';
import type { RegisterCommand } from '../../shared/domain/competitors/decide-register.ts';
import type { Report } from '../../shared/domain/decide-report.ts';
import { HISTORY, type Timed } from './corrected-ledgers.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal, aWin } from './reports.ts';

const dealId = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
const competitor = fc.constantFrom('Hooli', 'HOOLI Inc.', 'Hooli Cloud', 'Piper', 'Acme');
const people = {
  owner: fc.constantFrom('Ada', 'Bob', 'Ada', 'Bob', undefined),
  account: fc.constantFrom('Northwind', 'Contoso', 'Fabrikam', 'Woodgrove', undefined),
};
const named = fc.record({ competitor, ...people });
/** Just now, whenever that is; some weeks ago in the end; and long ago. */
const lostOn = fc.oneof(
  { weight: 16, arbitrary: fc.constant('2026-12-31') },
  { weight: 3, arbitrary: fc.constant('2026-06-01') },
  { weight: 1, arbitrary: fc.constant('2026-02-01') },
);
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

/** Mentions, losses and wins that name few competitors, and everything that changes them or takes them back. */
const report: fc.Arbitrary<Report> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: kind('update'), dealId, deal: fc.record(people).map(anOpenDeal) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('mention'),
      dealId,
      mention: fc
        .record({ competitor, threat: fc.constantFrom('low' as const, 'high' as const) })
        .map(aMention),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('withdraw-mention'),
      dealId,
      competitor: fc.constantFrom('hooli', 'hooli', 'piper'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('loss'),
      dealId,
      report: fc.record({ competitor, ...people, lostOn }).map(aLoss),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('loss'), dealId, report: fc.constant(aBareLoss()) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('win'), dealId, report: named.map(aWin) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('win'), dealId, report: fc.constant(aWin()) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('withdraw'),
      dealId,
      result: fc.constantFrom('lost' as const, 'won' as const),
    }),
  },
);

const name = fc.constantFrom('Hooli', 'Hooli Cloud', 'Piper', 'Acme');
const command: fc.Arbitrary<RegisterCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: kind('merge'), name, into: name }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('dismiss'), name }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('separate'),
      undoes: fc.integer({ min: HISTORY.length + 1, max: HISTORY.length + 50 }),
    }),
  },
);

/** After a quiet history weeks or months in which competitors are named that were not there before. */
export const namingReports: fc.Arbitrary<readonly Timed[]> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 20, arbitrary: fc.integer({ min: 0, max: 10 }) },
        { weight: 1, arbitrary: fc.integer({ min: 500, max: 1500 }) },
      ),
      fc.oneof({ weight: 8, arbitrary: report }, { weight: 1, arbitrary: command }),
    ),
    { maxLength: 50, size: 'max' },
  )
  .map((recent) => [...HISTORY, ...recent]);
