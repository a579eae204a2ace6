import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type * as z from 'zod';
import { dateIn } from '../../../shared/domain/calendar-date.ts';
import { companyName } from '../../../shared/domain/competitors/company-name.ts';
import type { Deal } from '../../../shared/domain/deal.ts';
import type { Report } from '../../../shared/domain/decide-report.ts';
import { isUnknownCompetitor } from '../../../shared/domain/names.ts';
import type { FormValues, Problems } from '../../../shared/web/forms/form-state.ts';
import { formValues, NO_PROBLEMS } from '../../../shared/web/forms/form-state.ts';
import { lossForm } from '../../../shared/web/forms/loss-form.ts';
import { refusalNotice } from '../../../shared/web/forms/refusal.ts';
import type { ReportForm } from '../../../shared/web/forms/report-form.ts';
import { typedList, typedMoney, typedText } from '../../../shared/web/forms/typed-fields.ts';
import { type FieldValues, valuesOfDeal, valuesOfReport } from '../../../shared/web/forms/values-of-deal.ts';
import { winForm } from '../../../shared/web/forms/win-form.ts';
import type { Html } from '../../../shared/web/html.ts';
import type { Page } from '../../../shared/web/layout.ts';
import { warning } from '../../../shared/web/parts/notice.ts';
import { dealPath } from '../../../shared/web/paths.ts';
import { askedDeal, emptyForm } from './asked-deal.ts';
import { readForm } from './form-body.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readDealId, readReport } from './read-report.ts';
import { rememberedName, rememberReporter } from './reporter-cookie.ts';
import { suggestionsFrom } from './suggestions.ts';

type Schemas = ReturnType<PageDeps['schemas']>;

/** One of the two reports that close a deal. */
interface Closing<Schema extends z.ZodType> {
  readonly kind: 'loss' | 'win';
  readonly result: 'lost' | 'won';
  readonly closedOn: 'lostOn' | 'wonOn';
  /** The fields that are taken as they were typed. */
  readonly text: readonly string[];
  readonly schema: (schemas: Schemas) => Schema;
  readonly report: (dealId: string, report: z.output<Schema>) => Report;
  readonly page: (view: ReportForm) => Page;
}

const DEAL_TEXT = ['account', 'segment', 'region', 'product', 'owner', 'stage'] as const;
const COMMON_TEXT = ['primaryReason', 'competitor', 'note', ...DEAL_TEXT] as const;

export const lossPages = (deps: PageDeps): Hono =>
  closingPages(deps, {
    kind: 'loss',
    result: 'lost',
    closedOn: 'lostOn',
    text: ['lostOn', 'outcome', ...COMMON_TEXT],
    schema: ({ loss }) => loss,
    report: (dealId, report) => ({ kind: 'loss', dealId, report }),
    page: lossForm,
  });

export const winPages = (deps: PageDeps): Hono =>
  closingPages(deps, {
    kind: 'win',
    result: 'won',
    closedOn: 'wonOn',
    text: ['wonOn', ...COMMON_TEXT],
    schema: ({ win }) => win,
    report: (dealId, report) => ({ kind: 'win', dealId, report }),
    page: winForm,
  });

/** The form of a report that closes a deal: empty, filled in from the deal, or as the correction of that report. */
function closingPages<Schema extends z.ZodType>(deps: PageDeps, closing: Closing<Schema>): Hono {
  const { table, clock, settings, schemas, record, show } = deps;
  const { kind, result, closedOn, page } = closing;

  async function view(values: FormValues, rest: { problems?: Problems; notice?: Html | undefined }) {
    const { problems = NO_PROBLEMS, notice } = rest;
    return page({ form: { id: kind, values, problems }, suggestions: await suggestionsFrom(table), notice });
  }

  async function open(context: Context) {
    const { id, deal } = await askedDeal(context, table);
    const defaults = {
      [closedOn]: dateIn(settings.timeZone, clock()),
      currency: settings.currency,
      owner: rememberedName(context),
    };
    const values = deal === undefined ? emptyForm(id, defaults) : { ...defaults, ...known(deal) };
    const competitor = askedCompetitor(context);
    const filled = competitor === undefined ? values : { ...values, competitor };
    return show(context, await view(formValues(filled), { notice: noticeAbove(deal, competitor) }));
  }

  function noticeAbove(deal: Deal | undefined, competitor: string | undefined): Html | undefined {
    const other = deal?.closing?.result;
    if (deal !== undefined && other !== undefined && other !== result) return replaces(deal.id, other);
    return competitor === undefined ? undefined : filledIn(competitor, deal?.closing?.report.competitor);
  }

  const known = (deal: Deal): FieldValues =>
    deal.closing?.result === result ? valuesOfReport(deal, deal.closing.report) : valuesOfDeal(deal);

  async function receive(context: Context) {
    const form = await readForm(context, show);
    if (!form.ok) return form.response;
    const values = form.value;
    const money = typedMoney(values);
    const id = readDealId(values);
    const report = readReport(closing.schema(schemas()), {
      fields: {
        ...typedText(values, closing.text),
        ...typedList(values, 'secondaryReasons'),
        ...money.fields,
      },
      problems: money.problems,
    });
    if (id.kind === 'wrong' || report.kind === 'wrong') {
      return show(context, await view(values, { problems: problemsIn(id, report) }), 422);
    }
    const outcome = await record(closing.report(id.value, report.value));
    if (outcome.kind === 'refused') {
      const notice = refusalNotice(outcome.reason, id.value, outcome.deal);
      return show(context, await view(values, { notice }), 409);
    }
    rememberReporter(context, values);
    const stored = outcome.kind === 'unchanged' ? 'unchanged' : outcome.first ? kind : 'corrected';
    return context.redirect(`${dealPath(id.value)}?stored=${stored}`, 303);
  }

  const app = new Hono();
  app.get(`/report/${kind}`, open);
  app.post(`/report/${kind}`, receive);
  return app;
}

/** The competitor that an address asks for with ?competitor=, where it is a name. */
function askedCompetitor(context: Context): string | undefined {
  const name = companyName.safeParse(context.req.query('competitor'));
  return name.success ? name.data : undefined;
}

const filledIn = (competitor: string, before: string | undefined): Html =>
  warning(
    html`<p><strong>${competitor} is filled in as the competitor${before !== undefined && !isUnknownCompetitor(before) && `, in place of ${before}`}.</strong> Nothing changes before you send the form.</p>`,
  );

const replaces = (dealId: string, result: 'lost' | 'won'): Html =>
  warning(
    html`<p><strong>Deal ${dealId} is reported as ${result}.</strong> If you send this report it takes the place of the ${result === 'lost' ? 'loss' : 'win'} report, which stays in the history.</p>`,
  );
