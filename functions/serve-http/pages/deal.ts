import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { competitorsIn, type Deal, dealStatus } from '../../../shared/domain/deal.ts';
import { isUnknownCompetitor } from '../../../shared/domain/names.ts';
import { dealId as dealIdSchema } from '../../../shared/domain/report.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { findAlerts } from '../../../shared/store/alerts.ts';
import { competitorsNear } from '../../../shared/store/competitors.ts';
import { getDeal } from '../../../shared/store/deals.ts';
import { entriesOfDeal } from '../../../shared/store/ledger.ts';
import { countedNow } from '../../../shared/store/register.ts';
import { historyLines } from '../../../shared/web/deal-history.ts';
import { dealPage, type UnsureName } from '../../../shared/web/deal-page.ts';
import { firstOf } from '../../../shared/web/forms/form-state.ts';
import { refusalNotice } from '../../../shared/web/forms/refusal.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import { dealPath, formPath } from '../../../shared/web/paths.ts';
import { STORED } from '../../../shared/web/stored-notice.ts';
import { withdrawPage } from '../../../shared/web/withdraw-page.ts';
import { readForm } from './form-body.ts';
import { withNames } from './listed-alerts.ts';
import { askedByNote } from './note-question.ts';
import type { PageDeps } from './page-deps.ts';

const stored = z.enum(STORED).optional().catch(undefined);
const result = z.enum(['lost', 'won']);

/** The page of a deal, and the way to withdraw its report. */
export function dealPages(deps: PageDeps): Hono {
  const { table, record, settings, show } = deps;

  async function open(context: Context) {
    const deal = await dealOf(context, table);
    if (deal === undefined) return show(context, unknownDeal(context), 404);
    const done = stored.parse(context.req.query('stored'));
    const entries = await entriesOfDeal(table, deal);
    const [alerts, countedAs, unsure, question] = await Promise.all([
      alertsWith(deal.id, deal.history),
      countedNow(table, competitorsIn(deal)),
      done === undefined ? undefined : unsureName(deal),
      askedByNote(context, deps, { deal, entries, stored: done }),
    ]);
    return show(
      context,
      dealPage({
        deal,
        history: historyLines(entries),
        alerts,
        stored: done,
        unsure,
        question,
        countedAs,
        timeZone: settings.timeZone,
      }),
    );
  }

  /** A name that was just reported, where it may have been meant otherwise. */
  async function unsureName({ closing, mentions }: Deal): Promise<UnsureName | undefined> {
    const name = closing?.report.competitor ?? Object.values(mentions).at(-1)?.competitor;
    if (name === undefined || isUnknownCompetitor(name)) return undefined;
    const near = await competitorsNear(table, name);
    return near.length === 0 ? undefined : { name, near: near.map((one) => one.name) };
  }

  async function withdrawMention(context: Context) {
    const deal = await dealOf(context, table);
    if (deal === undefined) return show(context, unknownDeal(context), 404);
    const form = await readForm(context, show);
    if (!form.ok) return form.response;
    const competitor = firstOf(form.value, 'competitor');
    const outcome = await record({ kind: 'withdraw-mention', dealId: deal.id, competitor });
    const what = outcome.kind === 'stored' ? 'mention-withdrawn' : 'no-mention';
    return context.redirect(`${dealPath(deal.id)}?stored=${what}`, 303);
  }

  /** The newest alerts are enough: this is for the rep who wants to know what a report caused. */
  async function alertsWith(id: string, history: readonly number[]) {
    const { alerts } = await findAlerts(table, { limit: 50 });
    const mine = alerts.filter(
      ({ evidence, atRiskDealIds }) =>
        atRiskDealIds.includes(id) || evidence.some((seq) => history.includes(seq)),
    );
    return withNames(table, mine);
  }

  async function ask(context: Context) {
    const deal = await dealOf(context, table);
    if (deal === undefined) return show(context, unknownDeal(context), 404);
    return deal.closing === undefined
      ? context.redirect(`${dealPath(deal.id)}?stored=open`, 303)
      : show(context, withdrawPage(deal, deal.closing));
  }

  async function withdraw(context: Context) {
    const deal = await dealOf(context, table);
    if (deal === undefined) return show(context, unknownDeal(context), 404);
    const form = await readForm(context, show);
    if (!form.ok) return form.response;
    const values = form.value;
    // The form says which report it showed: one that came in since is not withdrawn unseen.
    const asked = result.safeParse(firstOf(values, 'result'));
    const outcome =
      asked.success && (await record({ kind: 'withdraw', dealId: deal.id, result: asked.data }));
    if (outcome !== false && outcome.kind === 'stored') {
      return context.redirect(`${dealPath(deal.id)}?stored=withdrawn`, 303);
    }
    const now = outcome === false ? deal : (outcome.deal ?? deal);
    if (now.closing === undefined || dealStatus(now) === 'open') {
      return context.redirect(`${dealPath(deal.id)}?stored=open`, 303);
    }
    const notice = refusalNotice('no-such-report', deal.id, now);
    return show(context, withdrawPage(now, now.closing, notice), 409);
  }

  const app = new Hono();
  app.get('/deals/:id', open);
  app.get('/deals/:id/withdraw', ask);
  app.post('/deals/:id/withdraw', withdraw);
  app.post('/deals/:id/withdraw-mention', withdrawMention);
  return app;
}

async function dealOf(context: Context, table: Table) {
  const id = dealIdSchema.safeParse(context.req.param('id'));
  return id.success ? (await getDeal(table, id.data))?.deal : undefined;
}

function unknownDeal(context: Context) {
  const id = dealIdSchema.safeParse(context.req.param('id'));
  if (!id.success) {
    return messagePage({
      heading: 'This is not the id of a deal',
      advice: [
        'Ids have up to 64 letters, digits, points, colons, hyphens or underscores, and begin with a letter or a digit.',
        'Copy the id from your CRM, or follow the link of an alert.',
      ],
    });
  }
  return messagePage({
    heading: `Nobody has reported deal ${id.data} yet`,
    advice: [
      'Check the id against your CRM: capital and small letters are different. If it is right, you can be the first to report it.',
    ],
    links: [
      { href: formPath('loss', id.data), label: 'Log it as lost' },
      { href: formPath('win', id.data), label: 'Log it as won' },
      { href: formPath('mention', id.data), label: 'Log a competitor mention' },
    ],
  });
}
