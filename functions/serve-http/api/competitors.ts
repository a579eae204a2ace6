import type { Context } from 'hono';
import * as z from 'zod';
import { companyName } from '../../../shared/domain/competitors/company-name.ts';
import type { RegisterCommand, RegisterRefusal } from '../../../shared/domain/competitors/decide-register.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { exactly, line, oneOf } from '../../../shared/domain/text.ts';
import {
  type Competitor,
  competitorsNear,
  getCompetitor,
  listCompetitors,
} from '../../../shared/store/competitors.ts';
import { changesOf } from '../../../shared/store/register-changes.ts';
import { readJson } from '../body.ts';
import type { ApiDeps, Operation } from '../operation.ts';
import { previewMove } from '../preview-move.ts';
import { notFound, problem } from '../problem.ts';
import { readQuery } from '../query.ts';
import {
  competitorDocument,
  competitorWithChanges,
  previewDocument,
  showCompetitor,
  showPreview,
  showWithChanges,
} from './competitor-document.ts';

const by = line('Who decides it').optional();
const addition = exactly({ name: companyName, by });
const change = exactly({
  name: companyName.optional(),
  status: oneOf(['known', 'archived', 'dismissed']).optional(),
  by,
})
  .refine(
    (given) => given.name !== undefined || given.status !== undefined,
    'Name what is to change: name or status.',
  )
  .meta({ minProperties: 1 });
const merge = exactly({ into: companyName.describe('The competitor, by any spelling of its name'), by });
const mergeQuery = exactly({ into: companyName });

const parameters = [{ name: 'key', description: 'The key of the name' }] as const;
const asItStands = { description: 'As it now stands', schema: competitorDocument };

export const competitorOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/competitors',
    summary: 'Competitors and candidates, by name',
    answers: {
      200: { description: 'All of them', schema: z.object({ competitors: z.array(competitorDocument) }) },
    },
    handle: async (context, { table }) =>
      context.json({ competitors: (await listCompetitors(table)).map(showCompetitor) }),
  },
  {
    method: 'post',
    path: '/api/competitors',
    summary: 'Add a competitor, or confirm a candidate',
    body: () => addition,
    answers: {
      200: { description: 'It was known already', schema: competitorDocument },
      201: { description: 'Added or confirmed', schema: competitorDocument },
    },
    handle: async (context, deps) => {
      const body = await readJson(context, addition);
      if (!body.ok) return body.response;
      const key = competitorKey(body.value.name);
      const before = await getCompetitor(deps.table, key);
      if (before?.standing === 'known') return context.json(showCompetitor(before), 200);
      return decideAndShow(context, deps, { kind: 'confirm', ...body.value }, key, 201);
    },
  },
  {
    method: 'get',
    path: '/api/competitors/{key}',
    summary: 'A competitor with what was decided about it',
    parameters,
    answers: { 200: { description: 'The competitor', schema: competitorWithChanges } },
    handle: async (context, { table }) => {
      const found = await asked(context, table);
      if (found === undefined) return noSuchCompetitor();
      const [changes, near] = await Promise.all([
        changesOf(table, found),
        competitorsNear(table, found.name),
      ]);
      return context.json(showWithChanges(found, changes, near));
    },
  },
  {
    method: 'patch',
    path: '/api/competitors/{key}',
    summary: 'Confirm, archive or dismiss a competitor, or change how its name is written',
    parameters,
    body: () => change,
    answers: { 200: asItStands },
    handle: async (context, deps) => {
      const body = await readJson(context, change);
      if (!body.ok) return body.response;
      const before = await asked(context, deps.table);
      if (before === undefined) return noSuchCompetitor();
      const { name: written = before.name, status, by: who } = body.value;
      if (competitorKey(written) !== before.key) return anotherName(before);
      const kind = status === undefined ? 'rename' : KIND_OF[status];
      return decideAndShow(context, deps, { kind, name: written, by: who }, before.key, 200);
    },
  },
  {
    method: 'post',
    path: '/api/competitors/{key}/aliases',
    summary: 'Count another name under this competitor, one that no report has brought yet',
    parameters,
    body: () => addition,
    answers: { 200: asItStands },
    handle: async (context, deps) => {
      const body = await readJson(context, addition);
      if (!body.ok) return body.response;
      const into = await asked(context, deps.table);
      if (into === undefined) return noSuchCompetitor();
      const alias = await getCompetitor(deps.table, competitorKey(body.value.name));
      if (alias !== undefined && alias.countedAs !== into.key && alias.key !== into.key)
        return nameOfItsOwn(alias);
      return decideAndShow(context, deps, { kind: 'merge', into: into.name, ...body.value }, into.key, 200);
    },
  },
  {
    method: 'get',
    path: '/api/competitors/{key}/merge',
    summary: 'What a merge into another competitor would change',
    parameters,
    query: mergeQuery,
    answers: { 200: { description: 'Nothing is changed by asking', schema: previewDocument } },
    handle: async (context, { table, clock }) => {
      const query = readQuery(context, mergeQuery);
      if (!query.ok) return query.response;
      const from = await asked(context, table);
      if (from === undefined) return noSuchCompetitor();
      const command = { kind: 'merge', name: from.name, into: query.value.into } as const;
      const preview = await previewMove(table, command, clock());
      return preview.kind === 'refused' ? refused(preview, 'query') : context.json(showPreview(preview));
    },
  },
  {
    method: 'put',
    path: '/api/competitors/{key}/merge',
    summary: 'Merge the name into another competitor: all its reports are counted there',
    parameters,
    body: () => merge,
    answers: { 200: asItStands },
    handle: async (context, deps) => {
      const body = await readJson(context, merge);
      if (!body.ok) return body.response;
      const from = await asked(context, deps.table);
      if (from === undefined) return noSuchCompetitor();
      return decideAndShow(context, deps, { kind: 'merge', name: from.name, ...body.value }, from.key, 200);
    },
  },
  {
    method: 'delete',
    path: '/api/competitors/{key}/merge',
    summary: 'Undo the latest merge or dismissal of the name',
    parameters,
    answers: { 200: asItStands },
    handle: async (context, deps) => {
      const found = await asked(context, deps.table);
      if (found === undefined) return noSuchCompetitor();
      const moved = (await changesOf(deps.table, found)).find(
        ({ entry, canBeUndone }) => canBeUndone && 'names' in entry && entry.names.includes(found.key),
      );
      return decideAndShow(
        context,
        deps,
        { kind: 'separate', undoes: moved?.entry.seq ?? 0 },
        found.key,
        200,
      );
    },
  },
];

const KIND_OF = { known: 'confirm', archived: 'archive', dismissed: 'dismiss' } as const;

const asked = (context: Context, table: ApiDeps['table']) =>
  getCompetitor(table, context.req.param('key') ?? '');

async function decideAndShow(
  context: Context,
  { table, decide, log }: ApiDeps,
  command: RegisterCommand,
  key: string,
  status: 200 | 201,
): Promise<Response> {
  const outcome = await decide(command);
  if (outcome.kind === 'refused') return refused(outcome);
  if (outcome.kind === 'stored')
    log.info('register changed', { decided: outcome.entry.type, seq: outcome.entry.seq });
  const after = await getCompetitor(table, key);
  return after === undefined ? noSuchCompetitor() : context.json(showCompetitor(after), status);
}

const noSuchCompetitor = (): Response => notFound('There is no competitor with this key.');

const anotherName = ({ name: known }: Competitor): Response =>
  problem('invalid', {
    title: 'The request is not valid',
    status: 422,
    detail:
      'Only case, spaces, punctuation and the legal form of a name can be changed. Nothing was stored. To count another name under this competitor, add it as an alias.',
    errors: [{ pointer: '#/name', detail: `Is another name. Write "${known}" in another spelling.` }],
  });

/** A merge is shown before it is done; an alias has nothing to show. */
const nameOfItsOwn = ({ key, name }: Competitor): Response =>
  problem('name-exists', {
    title: 'The name is in the register',
    status: 409,
    detail: `Reports or people have named "${name}" already. Nothing was stored. See what a merge would change with GET /api/competitors/${key}/merge, and do it with PUT.`,
  });

function refused(refusal: RegisterRefusal, where?: 'query'): Response {
  switch (refusal.reason) {
    case 'unknown-target':
      return problem('invalid', {
        title: 'The request is not valid',
        status: 422,
        detail: 'One field is wrong: into. Nothing was stored.',
        errors: [
          {
            pointer: '#/into',
            detail: 'Is no name that is known here. Check its spelling, or add the competitor first.',
            ...(where && { in: where }),
          },
        ],
      });
    case 'too-many-names':
      return problem('too-many-names', {
        title: 'Too many names',
        status: 409,
        detail: `A competitor goes by at most ${refusal.most} names, and both together have more. Nothing was stored. Dismiss names that are no competitor's first.`,
      });
    case 'counted-elsewhere':
      return problem('counted-elsewhere', {
        title: 'The name is counted elsewhere',
        status: 409,
        detail:
          refusal.as === null
            ? `"${refusal.key}" was dismissed: it is not a competitor. Nothing was stored. Undo the dismissal first: DELETE /api/competitors/${refusal.key}/merge.`
            : `"${refusal.key}" is counted under "${refusal.as}". Nothing was stored. Name that one, or undo the merge first: DELETE /api/competitors/${refusal.key}/merge.`,
      });
    case 'same-competitor':
      return problem('same-competitor', {
        title: 'They are one competitor already',
        status: 409,
        detail:
          'Both names have the same key: case, spaces, punctuation and legal forms do not matter. There is nothing to merge.',
      });
    case 'nothing-to-undo':
      return problem('nothing-to-undo', {
        title: 'There is nothing to undo',
        status: 409,
        detail:
          'No merge or dismissal of this name holds, or a later one came over it. GET the competitor to see what was decided; undo the latest first.',
      });
  }
}
