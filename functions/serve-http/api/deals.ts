import type { Context } from 'hono';
import type * as z from 'zod';
import type { Report } from '../../../shared/domain/deal.ts';
import { dealId as dealIdSchema } from '../../../shared/domain/report.ts';
import { getDeal } from '../../../shared/store/deals.ts';
import { idempotencyKey } from '../../../shared/store/keys.ts';
import { entriesNumbered } from '../../../shared/store/ledger.ts';
import type { Idempotency, Outcome, RefusalReason } from '../../../shared/store/recorder.ts';
import { type Parsed, readJson } from '../body.ts';
import type { ApiDeps, Operation } from '../operation.ts';
import { notFound, type ProblemDetails, problem } from '../problem.ts';
import { dealDocument, dealWithHistory, showDeal, showDealWithHistory } from './deal-document.ts';

const parameters = [{ name: 'dealId', description: 'The id of the deal in the CRM' }] as const;
const IDEMPOTENCY_HEADER = 'Idempotency-Key';

const changed = {
  description: 'The report was changed, or was there already and nothing was stored',
  schema: dealDocument,
};
const created = { description: 'Stored', schema: dealDocument };

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
      return context.json(showDealWithHistory(found.deal, await entriesNumbered(table, found.deal.history)));
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
    body: (schemas) => schemas.loss,
    answers: { 200: changed, 201: created },
    handle: (context, deps) =>
      receive(context, deps, deps.schemas().loss, (dealId, report) => ({ kind: 'loss', dealId, report })),
  },
  {
    method: 'put',
    path: '/api/deals/{dealId}/win',
    summary: 'Report a deal won, or change that report',
    parameters,
    body: (schemas) => schemas.win,
    answers: { 200: changed, 201: created },
    handle: (context, deps) =>
      receive(context, deps, deps.schemas().win, (dealId, report) => ({ kind: 'win', dealId, report })),
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
];

function withdrawal(report: 'loss' | 'win', result: 'lost' | 'won'): Operation {
  return {
    method: 'delete',
    path: `/api/deals/{dealId}/${report}`,
    summary: `Withdraw the ${report} report; the deal is open again`,
    parameters,
    answers: { 200: { description: 'Withdrawn. The history keeps the report', schema: dealDocument } },
    handle: async (context, { record }) => {
      const id = readDealId(context);
      if (!id.ok) return id.response;
      return answer(context, await record({ kind: 'withdraw', dealId: id.value, result }));
    },
  };
}

/** Every report comes in by this way: a legal id, a body that fits the schema, one atomic write. */
async function receive<Schema extends z.ZodType>(
  context: Context,
  { record }: ApiDeps,
  schema: Schema,
  toReport: (dealId: string, body: z.output<Schema>) => Report,
): Promise<Response> {
  const id = readDealId(context);
  if (!id.ok) return id.response;
  const body = await readJson(context, schema);
  if (!body.ok) return body.response;
  const idempotency = readIdempotency(context, id.value, body.value);
  if (!idempotency.ok) return idempotency.response;
  return answer(context, await record(toReport(id.value, body.value), idempotency.value));
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

function answer(context: Context, outcome: Outcome): Response {
  switch (outcome.kind) {
    case 'stored': {
      if (!outcome.first) return context.json(showDeal(outcome.deal), 200);
      return context.json(showDeal(outcome.deal), 201, { Location: `/api/deals/${outcome.deal.id}` });
    }
    case 'unchanged':
      return context.json(showDeal(outcome.deal), 200);
    case 'refused':
      return problem(outcome.reason, REFUSALS[outcome.reason]);
  }
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
