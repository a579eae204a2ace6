import type { Context } from 'hono';
import * as z from 'zod';
import { ALERT_STATES, type Alert, alertState } from '../../../shared/domain/alerts/alert.ts';
import { acknowledgementSchema, responseSchema } from '../../../shared/domain/alerts/answers.ts';
import { acknowledge, respond } from '../../../shared/domain/alerts/life.ts';
import { TEAMS } from '../../../shared/domain/alerts/teams.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { exactly, oneOf } from '../../../shared/domain/text.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { alertNames } from '../../../shared/store/alert-names.ts';
import { viewAlert } from '../../../shared/store/alert-view.ts';
import { changeAlert, findAlerts, getAlert } from '../../../shared/store/alerts.ts';
import { namesOf } from '../../../shared/store/competitors.ts';
import { countedNow } from '../../../shared/store/register.ts';
import { readJson } from '../body.ts';
import type { ApiDeps, Operation } from '../operation.ts';
import { notFound } from '../problem.ts';
import { paging, readQuery } from '../query.ts';
import { alertDocument, alertSummary, showAlert, summariseAlert } from './alert-document.ts';

const parameters = [{ name: 'id', description: 'The id of the alert' }] as const;

const filters = exactly({
  ...paging,
  state: oneOf(ALERT_STATES).optional(),
  team: oneOf(TEAMS).optional().describe('Only alerts that this team has not acknowledged'),
  competitor: z.string().optional().describe('Only alerts about this competitor, by any of its names'),
});

const answered = {
  200: { description: 'The alert as it now is; this answer was known', schema: alertSummary },
  201: { description: 'The alert with the new answer', schema: alertSummary },
};

export const alertOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/alerts',
    summary: 'Alerts, newest first',
    query: filters,
    answers: {
      200: {
        description: 'A page of alerts',
        schema: z.object({ alerts: z.array(alertSummary), next: z.string().optional() }),
      },
    },
    handle: async (context, { table }) => {
      const query = readQuery(context, filters);
      if (!query.ok) return query.response;
      const { limit, cursor, competitor } = query.value;
      const names = competitor === undefined ? undefined : await sameCompetitor(table, competitor);
      const page = await findAlerts(table, { limit, after: cursor, matches: filterOf(query.value, names) });
      const alerts = await Promise.all(
        page.alerts.map(async (alert) => summariseAlert({ alert, names: await alertNames(table, alert) })),
      );
      return context.json({ alerts, next: page.next });
    },
  },
  {
    method: 'get',
    path: '/api/alerts/{id}',
    summary: 'One alert with its evidence and the open deals at risk',
    parameters,
    answers: { 200: { description: 'The alert', schema: alertDocument } },
    handle: async (context, { table }) => {
      const alert = await getAlert(table, context.req.param('id') ?? '');
      return alert === undefined ? noSuchAlert() : context.json(showAlert(await viewAlert(table, alert)));
    },
  },
  {
    method: 'post',
    path: '/api/alerts/{id}/acknowledgements',
    summary: 'A team acknowledges the alert',
    parameters,
    body: () => acknowledgementSchema,
    answers: answered,
    handle: (context, deps) => answer(context, deps, acknowledgementSchema, acknowledge),
  },
  {
    method: 'post',
    path: '/api/alerts/{id}/responses',
    summary: 'A team says what it does about the alert',
    parameters,
    body: () => responseSchema,
    answers: answered,
    handle: (context, deps) => answer(context, deps, responseSchema, respond),
  },
];

async function answer<Schema extends z.ZodType>(
  context: Context,
  { table, clock, log }: ApiDeps,
  schema: Schema,
  change: (before: Alert, given: z.output<Schema>, now: number) => Alert,
): Promise<Response> {
  const body = await readJson(context, schema);
  if (!body.ok) return body.response;
  let known = false;
  const alert = await changeAlert(table, context.req.param('id') ?? '', (before) => {
    const after = change(before, body.value, clock());
    known = after === before;
    return after;
  });
  if (alert === undefined) return noSuchAlert();
  log.info('alert answered', { alertId: alert.id, state: alertState(alert) });
  const names = await alertNames(table, alert);
  return context.json(summariseAlert({ alert, names }), known ? 200 : 201);
}

const noSuchAlert = (): Response => notFound('There is no alert with this id.');

/** The keys that alerts about a competitor may have: that of the competitor, and those of its other names. */
async function sameCompetitor(table: Table, name: string): Promise<ReadonlySet<string>> {
  const key = competitorKey(name);
  const countedAs = (await countedNow(table, [key]))(key);
  return new Set(countedAs === null ? [key] : await namesOf(table, countedAs));
}

function filterOf(
  { state, team }: z.output<typeof filters>,
  competitors: ReadonlySet<string> | undefined,
): (alert: Alert) => boolean {
  return (alert) =>
    (state === undefined || alertState(alert) === state) &&
    (team === undefined || alert.acknowledgements[team] === undefined) &&
    (competitors === undefined || competitors.has(alert.pattern.competitor ?? ''));
}
