import fc from 'fast-check';
import type { Report } from '../../shared/domain/decide-report.ts';
import { REASON_CODES } from '../../shared/domain/reasons.ts';
import { OUTCOMES, storedReports, THREATS } from '../../shared/domain/report.ts';
import { aBareLoss, aWin } from './reports.ts';

const maybe = <Value>(of: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(of, { nil: undefined });

/** Few names, so that the same ones meet again; some differ only in spelling. */
const competitor = fc.constantFrom('Acme', 'ACME.', 'Globex', 'Initech', 'Über GmbH');
const account = fc.constantFrom('Northwind', 'Contoso');
const segment = fc.constantFrom('Enterprise', 'enterprise', 'SMB');
const owner = fc.constantFrom('Ada', 'Bob');
const money = fc.constantFrom(
  {},
  { amount: '10', currency: 'EUR' },
  { amount: '10.00', currency: 'EUR' },
  { amount: '10', currency: 'JPY' },
);
const dealFields = fc
  .record({ account: maybe(account), segment: maybe(segment), owner: maybe(owner), money })
  .map(({ money: amount, ...fields }) => defined({ ...fields, ...amount }));

/** A report about one of these deals. */
export const randomReport = (dealIds: readonly [string, ...string[]]): fc.Arbitrary<Report> => {
  const dealId = fc.constantFrom(...dealIds);
  return fc.oneof(
    fc.record({ kind: fc.constant('update' as const), dealId, deal: dealFields }),
    fc
      .record({
        dealId,
        deal: dealFields,
        outcome: fc.constantFrom(...OUTCOMES),
        primaryReason: fc.constantFrom(...REASON_CODES.filter((code) => code !== 'other')),
        competitor: maybe(competitor),
      })
      .map(({ dealId: id, deal, ...loss }) => ({
        kind: 'loss' as const,
        dealId: id,
        report: aBareLoss(defined({ ...deal, ...loss })),
      }))
      .filter(({ report }) => storedReports.loss.safeParse(report).success),
    fc.record({
      kind: fc.constant('win' as const),
      dealId,
      report: dealFields.map((deal) => ({ wonOn: aWin().wonOn, ...deal })),
    }),
    fc.record({
      kind: fc.constant('mention' as const),
      dealId,
      mention: fc
        .record({ competitor, threat: maybe(fc.constantFrom(...THREATS)) })
        .map((mention) => ({ competitor: mention.competitor, ...defined({ threat: mention.threat }) })),
    }),
    fc.record({
      kind: fc.constant('withdraw' as const),
      dealId,
      result: fc.constantFrom('lost' as const, 'won' as const),
    }),
  );
};

/** Without the fields that are undefined: what comes out of JSON has none. */
const defined = <Fields extends object>(fields: Fields): Fields => JSON.parse(JSON.stringify(fields));
