import * as z from 'zod';
import {
  ALERT_STATES,
  alert,
  alertState,
  RESOLUTIONS,
  revisionOf,
} from '../../../shared/domain/alerts/alert.ts';
import { moneyLost, reasonCounts, STANDINGS, TOLD } from '../../../shared/domain/alerts/evidence.ts';
import { patternTitle, sentences } from '../../../shared/domain/alerts/sentence.ts';
import { FAMILY_NAMES } from '../../../shared/domain/families/registry.ts';
import { decimalOf, type Money } from '../../../shared/domain/money.ts';
import type { AlertView } from '../../../shared/store/alert-view.ts';

const iso = (time: number): string => new Date(time).toISOString();
const date = z.iso.datetime();

const money = z.object({ amount: z.string(), currency: z.string() });
const showMoney = (of: Money): z.output<typeof money> => ({ amount: decimalOf(of), currency: of.currency });

const acknowledgement = z.object({ by: z.string(), stance: z.enum(['acting', 'known', 'noise']), at: date });

/** An alert in a list. */
export const alertSummary = z.object({
  id: z.string(),
  family: z.enum(FAMILY_NAMES),
  state: z.enum(ALERT_STATES),
  revision: z.int(),
  title: z.string(),
  sentences: z.array(z.string()).describe('Why it fired, in words'),
  pattern: alert.shape.pattern.describe('Keys of the names; null means any'),
  figures: alert.shape.figures.describe('The numbers behind the sentences'),
  openedAt: date,
  updatedAt: date,
  retracted: z
    .object({ at: date, by: z.int().describe('Number of the ledger entry') })
    .optional()
    .describe('The correction after which it would not have fired'),
  resolved: z
    .object({ at: date, why: z.enum(RESOLUTIONS) })
    .optional()
    .describe('When it ended; share-came-back: the share had been as usual for two weeks'),
  acknowledgements: z.object({ sales: acknowledgement.optional(), marketing: acknowledgement.optional() }),
  responses: z.array(
    z.object({ team: z.enum(['sales', 'marketing']), by: z.string(), action: z.string(), at: date }),
  ),
});

/** One alert with everything that its readers see. */
export const alertDocument = alertSummary.extend({
  evidence: z.array(
    z.object({
      seq: z.int().describe('Number of the ledger entry'),
      dealId: z.string(),
      told: z
        .enum(TOLD)
        .describe('What the entry told: the deal was lost or won, or the competitor was mentioned in it'),
      standing: z.enum(STANDINGS),
      on: z.string().describe('The day on which it was lost or won, or the competitor came up in it'),
      lostOn: z.string().optional().describe('The same day, of a lost deal'),
      account: z.string().optional(),
      money: money.optional().describe('What was lost, where it counts'),
      primaryReason: z.string().optional().describe('Always there for a lost deal'),
      stage: z.string().optional().describe('Of a deal that is open'),
    }),
  ),
  unconfirmed: z
    .string()
    .optional()
    .describe('Key of the competitor, where the alert brings the name and nobody has confirmed it yet'),
  reasons: z
    .array(z.object({ code: z.string(), deals: z.int() }))
    .describe('Reported primary reasons in the evidence'),
  moneyLost: z.array(money).describe('In the evidence, by currency; different currencies are never added up'),
  atRisk: z
    .array(
      z.object({
        dealId: z.string(),
        account: z.string().optional(),
        money: money.optional(),
        expectedCloseOn: z.string().optional(),
        stage: z.string().optional(),
        threat: z.enum(['low', 'medium', 'high']).optional(),
      }),
    )
    .describe(
      'Open deals with the same competitor, and segment where the pattern has one. They are ranked by the amount times how much more often such deals are lost than usual',
    ),
  news: z.array(
    z.object({ at: date, what: z.string(), dealId: z.string().optional(), pattern: z.string().optional() }),
  ),
});

type Summary = z.output<typeof alertSummary>;

export function summariseAlert({ alert: one, names }: Pick<AlertView, 'alert' | 'names'>): Summary {
  const { sales, marketing } = one.acknowledgements;
  return {
    id: one.id,
    family: one.family,
    state: alertState(one),
    revision: revisionOf(one),
    title: patternTitle(one, names),
    sentences: sentences(one, names),
    pattern: one.pattern,
    figures: one.figures,
    openedAt: iso(one.openedAt),
    updatedAt: iso(one.updatedAt),
    ...(one.retracted && { retracted: { ...one.retracted, at: iso(one.retracted.at) } }),
    ...(one.resolved && { resolved: { ...one.resolved, at: iso(one.resolved.at) } }),
    acknowledgements: {
      ...(sales && { sales: { ...sales, at: iso(sales.at) } }),
      ...(marketing && { marketing: { ...marketing, at: iso(marketing.at) } }),
    },
    responses: one.responses.map((response) => ({ ...response, at: iso(response.at) })),
  };
}

export const showAlert = (view: AlertView): z.output<typeof alertDocument> => ({
  ...summariseAlert(view),
  evidence: view.evidence.map(
    ({ seq, dealId, told, standing, on, account, money: lost, primaryReason, stage }) => ({
      seq,
      dealId,
      told,
      standing,
      on,
      ...(told === 'lost' && { lostOn: on }),
      account,
      money: lost && showMoney(lost),
      primaryReason,
      stage,
    }),
  ),
  unconfirmed: view.unconfirmed,
  reasons: [...reasonCounts(view.evidence)],
  moneyLost: moneyLost(view.evidence).map(showMoney),
  atRisk: view.atRisk.map(({ money: open, ...deal }) => ({ ...deal, money: open && showMoney(open) })),
  news: view.alert.news.map(({ at, news }) => ({
    at: iso(at),
    what: news.what,
    ...(news.what === 'at-risk-deal' && { dealId: news.dealId }),
    ...(news.what === 'combination' && { pattern: news.key }),
  })),
});
