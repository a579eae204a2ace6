import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { type Alert, alertState } from '../../../shared/domain/alerts/alert.ts';
import { acknowledgementSchema, responseSchema } from '../../../shared/domain/alerts/answers.ts';
import { acknowledge, respond } from '../../../shared/domain/alerts/life.ts';
import { TEAMS, type Team } from '../../../shared/domain/alerts/teams.ts';
import { viewAlert } from '../../../shared/store/alert-view.ts';
import { changeAlert, getAlert } from '../../../shared/store/alerts.ts';
import type { AnswerForms } from '../../../shared/web/alert-answers.ts';
import { ANSWERED, alertPage } from '../../../shared/web/alert-page.ts';
import { type FormState, firstOf, formValues, NO_PROBLEMS } from '../../../shared/web/forms/form-state.ts';
import { typedText } from '../../../shared/web/forms/typed-fields.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import { alertPath } from '../../../shared/web/paths.ts';
import { notAForm, readForm } from './form-body.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readReport } from './read-report.ts';
import { rememberedName, rememberName } from './reporter-cookie.ts';

const team = z.enum(TEAMS);
const chosenTeam = team.optional().catch(undefined);
const answered = z.enum(ANSWERED).optional().catch(undefined);

type Kind = keyof AnswerForms;

/** What a team may say, and what becomes of it. */
interface Answer<Schema extends z.ZodType<{ readonly by: string }>> {
  readonly kind: Kind;
  readonly fields: readonly string[];
  readonly schema: Schema;
  readonly change: (before: Alert, given: z.output<Schema>, now: number) => Alert;
  readonly done: (typeof ANSWERED)[number];
}

/** The page of an alert, and the answers that both teams give there. */
export function alertPages({ table, clock, settings, log, show }: PageDeps): Hono {
  async function page(context: Context, alert: Alert, wrong: Wrong | undefined) {
    const name = rememberedName(context);
    return alertPage({
      view: await viewAlert(table, alert),
      forms: {
        sales: formsOf(alert, 'sales', name, wrong),
        marketing: formsOf(alert, 'marketing', name, wrong),
      },
      team: wrong?.team ?? chosenTeam.parse(context.req.query('team')),
      answered: answered.parse(context.req.query('answered')),
      timeZone: settings.timeZone,
    });
  }

  async function open(context: Context) {
    const alert = await alertOf(context);
    return alert === undefined
      ? show(context, NO_SUCH_ALERT, 404)
      : show(context, await page(context, alert, undefined));
  }

  const alertOf = (context: Context) => getAlert(table, context.req.param('id') ?? '');

  function receive<Schema extends z.ZodType<{ readonly by: string }>>(answer: Answer<Schema>) {
    return async (context: Context) => {
      const alert = await alertOf(context);
      if (alert === undefined) return show(context, NO_SUCH_ALERT, 404);
      const form = await readForm(context, show);
      if (!form.ok) return form.response;
      const values = form.value;
      const by = team.safeParse(firstOf(values, 'team'));
      if (!by.success) return notAForm(context, show);
      const given = readReport(answer.schema, {
        fields: typedText(values, answer.fields),
        problems: new Map(),
      });
      if (given.kind === 'wrong') {
        const again = { id: formId(answer.kind, by.data), values, problems: problemsIn(given) };
        const wrong = { kind: answer.kind, team: by.data, form: again };
        return show(context, await page(context, alert, wrong), 422);
      }
      const after = await changeAlert(table, alert.id, (before) =>
        answer.change(before, given.value, clock()),
      );
      if (after === undefined) return show(context, NO_SUCH_ALERT, 404);
      log.info('alert answered', { alertId: alert.id, state: alertState(after) });
      rememberName(context, given.value.by);
      return context.redirect(`${alertPath(alert.id)}?team=${by.data}&answered=${answer.done}`, 303);
    };
  }

  const app = new Hono();
  app.get('/alerts/:id', open);
  app.post(
    '/alerts/:id/acknowledgements',
    receive({
      kind: 'acknowledge',
      fields: ['team', 'by', 'stance'],
      schema: acknowledgementSchema,
      change: acknowledge,
      done: 'acknowledged',
    }),
  );
  app.post(
    '/alerts/:id/responses',
    receive({
      kind: 'respond',
      fields: ['team', 'by', 'action'],
      schema: responseSchema,
      change: respond,
      done: 'responded',
    }),
  );
  return app;
}

/** A form that came back with something wrong in it. */
interface Wrong {
  readonly kind: Kind;
  readonly team: Team;
  readonly form: FormState;
}

const formId = (kind: Kind, of: Team): string => `${of}-${kind}`;

function formsOf(alert: Alert, of: Team, name: string | undefined, wrong: Wrong | undefined): AnswerForms {
  const given = alert.acknowledgements[of];
  const form = (kind: Kind, values: Readonly<Record<string, string | undefined>>): FormState =>
    wrong?.kind === kind && wrong.team === of
      ? wrong.form
      : { id: formId(kind, of), values: formValues(values), problems: NO_PROBLEMS };
  return {
    acknowledge: form('acknowledge', { by: given?.by ?? name, stance: given?.stance }),
    respond: form('respond', { by: name }),
  };
}

const NO_SUCH_ALERT = messagePage({
  heading: 'There is no such alert',
  advice: [
    'Check the id in the address against the subject of the e-mail: it is a letter and at least four letters or digits.',
  ],
  links: [{ href: '/alerts', label: 'See all alerts' }],
});
