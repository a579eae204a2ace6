import { type Context, Hono } from 'hono';
import { dateIn } from '../../../shared/domain/calendar-date.ts';
import type { Deal } from '../../../shared/domain/deal.ts';
import type { Mention, OpenDealReport } from '../../../shared/domain/report.ts';
import { getDeal } from '../../../shared/store/deals.ts';
import type { Outcome, RefusalReason } from '../../../shared/store/record-report.ts';
import {
  type FormValues,
  formValues,
  NO_PROBLEMS,
  type Problems,
} from '../../../shared/web/forms/form-state.ts';
import { FORM_KEY, mentionForm } from '../../../shared/web/forms/mention-form.ts';
import { refusalNotice } from '../../../shared/web/forms/refusal.ts';
import { typedMoney, typedText, typedYesOrNo } from '../../../shared/web/forms/typed-fields.ts';
import { valuesOfOpenDeal } from '../../../shared/web/forms/values-of-deal.ts';
import type { Html } from '../../../shared/web/html.ts';
import { dealPath } from '../../../shared/web/paths.ts';
import type { Stored } from '../../../shared/web/stored-notice.ts';
import { askedDeal, emptyForm } from './asked-deal.ts';
import { readForm } from './form-body.ts';
import { onceByForm } from './form-key.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readDealId, readReport } from './read-report.ts';
import { rememberedName, rememberReporter } from './reporter-cookie.ts';
import { suggestionsFrom } from './suggestions.ts';

const MENTION_TEXT = ['competitor', 'threat', 'heardOn', 'note'] as const;
const DEAL_TEXT = ['account', 'segment', 'region', 'product', 'owner', 'stage', 'expectedCloseOn'] as const;

/** The form of a mention. What it says about the open deal is merged into what is known of the deal. */
export function mentionPages(deps: PageDeps): Hono {
  const { table, clock, settings, schemas, record, newId, show } = deps;

  async function view(values: FormValues, rest: { problems?: Problems; notice?: Html }) {
    const { problems = NO_PROBLEMS, notice } = rest;
    return mentionForm({
      form: { id: 'mention', values, problems },
      suggestions: await suggestionsFrom(table),
      notice,
    });
  }

  async function open(context: Context) {
    const { id, deal } = await askedDeal(context, table);
    const defaults = {
      heardOn: dateIn(settings.timeZone, clock()),
      currency: settings.currency,
      owner: rememberedName(context),
      [FORM_KEY]: newId(),
    };
    const values = deal === undefined ? emptyForm(id, defaults) : { ...defaults, ...valuesOfOpenDeal(deal) };
    const notice = deal?.closing && refusalNotice('deal-closed', deal.id, deal);
    return show(context, await view(formValues(values), { notice }));
  }

  async function receive(context: Context) {
    const form = await readForm(context, show);
    if (!form.ok) return form.response;
    const values = form.value;
    const id = readDealId(values);
    const deal = readReport(schemas().openDeal, {
      fields: { ...typedText(values, DEAL_TEXT), ...typedMoney(values).fields },
      problems: typedMoney(values).problems,
    });
    const mention = readReport(schemas().mention, {
      fields: { ...typedText(values, MENTION_TEXT), ...typedYesOrNo(values, 'incumbent') },
      problems: new Map(),
    });
    if (id.kind === 'wrong' || deal.kind === 'wrong' || mention.kind === 'wrong') {
      return show(context, await view(values, { problems: problemsIn(id, deal, mention) }), 422);
    }
    const outcome = await store(id.value, ownWords(context, deal.value), mention.value, values);
    if (outcome.kind === 'refused') {
      const notice = refusalNotice(outcome.reason, id.value, outcome.deal);
      // Sent once more, the form is another one.
      const fresh = new Map([...values, [FORM_KEY, [newId()]]]);
      return show(context, await view(fresh, { notice }), 409);
    }
    rememberReporter(context, values);
    return context.redirect(`${dealPath(id.value)}?stored=${outcome.stored}`, 303);
  }

  type Answer =
    | { readonly kind: 'stored'; readonly stored: Stored }
    | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly deal: Deal | undefined };

  /** First the deal, so that the mention belongs to a deal with a customer, a rep and an amount. */
  async function store(
    dealId: string,
    said: (known: Deal | undefined) => OpenDealReport,
    mention: Mention,
    values: FormValues,
  ): Promise<Answer> {
    const known = (await getDeal(table, dealId))?.deal;
    if (known?.closing !== undefined) return { kind: 'refused', reason: 'deal-closed', deal: known };
    const news = said(known);
    let updated: Outcome['kind'] = 'unchanged';
    if (Object.keys(news).length > 0) {
      const update = await record({ kind: 'update', dealId, deal: { ...known?.open, ...news } });
      if (update.kind === 'refused') return update;
      updated = update.kind;
    }
    const outcome = await record({ kind: 'mention', dealId, mention }, onceByForm(dealId, values, mention));
    if (outcome.kind === 'refused') return outcome;
    if (outcome.kind === 'stored') return { kind: 'stored', stored: 'mention' };
    return { kind: 'stored', stored: updated === 'stored' ? 'update' : 'unchanged' };
  }

  const app = new Hono();
  app.get('/report/mention', open);
  app.post('/report/mention', receive);
  return app;
}

/**
 * What the person says about the deal. The name in the form is filled in from the device, out of sight: it makes nobody
 * the owner of a deal that has one.
 */
const ownWords =
  (context: Context, { owner, ...rest }: OpenDealReport) =>
  (known: Deal | undefined): OpenDealReport => {
    const isFilledIn = known?.open.owner !== undefined && owner === rememberedName(context);
    return owner === undefined || isFilledIn ? rest : { ...rest, owner };
  };
