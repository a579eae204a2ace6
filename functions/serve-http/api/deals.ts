import type { Context } from 'hono';
import type * as z from 'zod';
import { competitorsIn } from '../../../shared/domain/deal.ts';
import { noteIn, type Report } from '../../../shared/domain/decide-report.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { dealId as dealIdSchema } from '../../../shared/domain/report.ts';
import { exactly, oneOf } from '../../../shared/domain/text.ts';
import { getDeal } from '../../../shared/store/deals.ts';
import { idempotencyKey } from '../../../shared/store/keys.ts';
import { entriesOfDeal } from '../../../shared/store/ledger.ts';
import type { Idempotency, RefusalReason } from '../../../shared/store/record-report.ts';
import { countedNow } from '../../../shared/store/register.ts';
import { type Parsed, readJson } from '../body.ts';
import type { ApiDeps, Operation } from '../operation.ts';
import { notFound, type ProblemDetails, problem } from '../problem.ts';
import { readQuery } from '../query.ts';
import { dealDocument, dealWithHistory, showDeal, showDealWithHistory } from './deal-document.ts';

const parameters = [{ name: 'dealId', description: 'The id of the deal in the CRM' }] as const;
const IDEMPOTENCY_HEADER = 'Idempotency-Key';

const changed = {
  description: 'The report was changed, or was there already and nothing was stored',
  schema: dealDocument,
};
const created = { description: 'Stored', schema: dealDocument };

const closingQuery = exactly({
  import: oneOf(['true', 'false'])
    .optional()
    .describe('true marks a load of old deals: it feeds what is usual, and raises no alarm'),
});

export const dealOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/deals/{dealId}',
    summary: 'A deal with its history',
    parameters,
    answers: { 200: { description: 'The deal', schema: dealWithHistory } },
    handle: async (context, { table }) => {
      const id = readDealId(context);
      if (!id.ok) return id.response;
      const found = await getDeal(table, id.value);
      if (found === undefined) return notFound('No deal with this id was reported.');
      const { deal } = found;
      const [entries, countedAs] = await Promise.all([
        entriesOfDeal(table, deal),
        countedNow(table, competitorsIn(deal)),
      ]);
      return context.json(showDealWithHistory(deal, entries, countedAs));
    },
  },
  {
    method: 'put',
    path: '/api/deals/{dealId}',
    summary: 'Create or update an open deal',
    parameters,
    body: (schemas) => schemas.openDeal,
    answers: { 200: changed, 201: created },
    handle: (context, deps) =>
      receive(context, deps, deps.schemas().openDeal, (dealId, deal) => ({ kind: 'update', dealId, deal })),
  },
  {
    method: 'put',
    path: '/api/deals/{dealId}/loss',
    summary: 'Report a deal lost, or change that report',
    parameters,
    query: closingQuery,
    body: (schemas) => schemas.loss,
    answers: { 200: changed, 201: created },
    handle: (context, deps) =>
      receiveClosing(context, deps, deps.schemas().loss, (dealId, report, imported) => ({
        kind: 'loss',
        dealId,
        report,
        imported,
      })),
  },
  {
    method: 'put',
    path: '/api/deals/{dealId}/win',
    summary: 'Report a deal won, or change that report',
    parameters,
    query: closingQuery,
    body: (schemas) => schemas.win,
    answers: { 200: changed, 201: created },
    handle: (context, deps) =>
      receiveClosing(context, deps, deps.schemas().win, (dealId, report, imported) => ({
        kind: 'win',
        dealId,
        report,
        imported,
      })),
  },
  withdrawal('loss', 'lost'),
  withdrawal('win', 'won'),
  {
    method: 'post',
    path: '/api/deals/{dealId}/mentions',
    summary: 'A competitor came up in an open deal',
    parameters,
    headers: [
      {
        name: IDEMPOTENCY_HEADER,
        description: 'Makes a repeat of this request safe: up to 100 printable characters',
      },
    ],
    body: (schemas) => schemas.mention,
    answers: {
      200: { description: 'This was reported before; nothing was stored', schema: dealDocument },
      201: created,
    },
    handle: (context, deps) =>
      receive(context, deps, deps.schemas().mention, (dealId, mention) => ({
        kind: 'mention',
        dealId,
        mention,
      })),
  },
  {
    method: 'delete',
    path: '/api/deals/{dealId}/mentions/{competitor}',
    summary: 'Withdraw the mention of a competitor',
    parameters: [
      ...parameters,
      { name: 'competitor', description: 'The name as it was mentioned, in any spelling' },
    ],
    answers: { 200: { description: 'Withdrawn. The history keeps the mention', schema: dealDocument } },
    handle: async (context, deps) => {
      const id = readDealId(context);
      if (!id.ok) return id.response;
      const competitor = competitorKey(context.req.param('competitor') ?? '');
      return send(context, deps, { kind: 'withdraw-mention', dealId: id.value, competitor });
    },
  },
];

function withdrawal(report: 'loss' | 'win', result: 'lost' | 'won'): Operation {
  return {
    method: 'delete',
    path: `/api/deals/{dealId}/${report}`,
    summary: `Withdraw the ${report} report; the deal is open again`,
    parameters,
    answers: { 200: { description: 'Withdrawn. The history keeps the report', schema: dealDocument } },
    handle: async (context, deps) => {
      const id = readDealId(context);
      if (!id.ok) return id.response;
      return send(context, deps, { kind: 'withdraw', dealId: id.value, result });
    },
  };
}

/** A report that closes a deal says in its address whether it is part of a load of old deals. */
async function receiveClosing<Schema extends z.ZodType>(
  context: Context,
  deps: ApiDeps,
  schema: Schema,
  toReport: (dealId: string, body: z.output<Schema>, imported: boolean) => Report,
): Promise<Response> {
  const query = readQuery(context, closingQuery);
  if (!query.ok) return query.response;
  const imported = query.value.import === 'true';
  return receive(context, deps, schema, (dealId, body) => toReport(dealId, body, imported));
}

/** Every report comes in by this way: a legal id, a body that fits the schema, one atomic write. */
async function receive<Schema extends z.ZodType>(
  context: Context,
  deps: ApiDeps,
  schema: Schema,
  toReport: (dealId: string, body: z.output<Schema>) => Report,
): Promise<Response> {
  const id = readDealId(context);
  if (!id.ok) return id.response;
  const body = await readJson(context, schema);
  if (!body.ok) return body.response;
  const idempotency = readIdempotency(context, id.value, body.value);
  if (!idempotency.ok) return idempotency.response;
  return send(context, deps, toReport(id.value, body.value), idempotency.value);
}

function readDealId(context: Context): Parsed<string> {
  const parsed = dealIdSchema.safeParse(context.req.param('dealId'));
  if (parsed.success) return { ok: true, value: parsed.data };
  return refusedField('path', 'dealId', parsed.error.issues[0]?.message ?? 'Is not a deal id.');
}

function readIdempotency(context: Context, dealId: string, body: unknown): Parsed<Idempotency | undefined> {
  const key = context.req.header(IDEMPOTENCY_HEADER);
  if (key === undefined) return { ok: true, value: undefined };
  if (!/^[\x21-\x7e]{1,100}$/.test(key)) {
    return refusedField(
      'header',
      IDEMPOTENCY_HEADER,
      'Is not usable. Send 1 to 100 printable characters without spaces.',
    );
  }
  return { ok: true, value: { key: idempotencyKey(dealId, key), digest: JSON.stringify(body) } };
}

function refusedField(where: 'path' | 'header', name: string, detail: string): Parsed<never> {
  const title = 'The request is not valid';
  const errors = [{ pointer: `#/${name}`, detail, in: where }];
  return {
    ok: false,
    response: problem('invalid', {
      title,
      status: 422,
      detail: `One field is wrong: ${name}. Nothing was stored.`,
      errors,
    }),
  };
}

/** Stores a report, and answers with the deal and with what its note asks. */
async function send(
  context: Context,
  { table, record, readNote }: ApiDeps,
  report: Report,
  idempotency?: Idempotency,
): Promise<Response> {
  const outcome = await record(report, idempotency);
  if (outcome.kind === 'refused') return problem(outcome.reason, REFUSALS[outcome.reason]);
  const { deal } = outcome;
  // Nobody is there to ask about a load of old deals.
  const note = 'imported' in report && report.imported ? undefined : noteIn(report);
  const [countedAs, suggested] = await Promise.all([
    countedNow(table, competitorsIn(deal)),
    note === undefined ? [] : readNote(note, deal),
  ]);
  const shown = showDeal(deal, countedAs, suggested);
  return outcome.kind === 'stored' && outcome.first
    ? context.json(shown, 201, { Location: `/api/deals/${deal.id}` })
    : context.json(shown, 200);
}

const REFUSALS: Readonly<Record<RefusalReason, ProblemDetails>> = {
  'deal-closed': {
    title: 'The deal is closed',
    status: 409,
    detail:
      'An open deal was expected. Report the loss or win anew to change it, or withdraw it to open the deal again.',
  },
  'no-such-report': {
    title: 'There is no such report',
    status: 404,
    detail: 'The deal has no report of this kind in force, so there is nothing to withdraw.',
  },
  'no-such-mention': {
    title: 'There is no such mention',
    status: 404,
    detail:
      'This competitor was not mentioned in the deal, or the mention was withdrawn. The deal lists its mentions.',
  },
  'too-many-competitors': {
    title: 'Too many competitors',
    status: 409,
    detail: 'The deal already has mentions of twenty competitors. Change one of those instead.',
  },
  'key-reused': {
    title: 'The idempotency key was used before',
    status: 422,
    detail: `This ${IDEMPOTENCY_HEADER} came with another report about this deal. Nothing was stored; send this one with a new key.`,
  },
};
