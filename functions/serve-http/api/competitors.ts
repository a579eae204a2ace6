import * as z from 'zod';
import { isUnknownCompetitor, nameKey } from '../../../shared/domain/names.ts';
import { competitorName } from '../../../shared/domain/report.ts';
import { exactly, oneOf } from '../../../shared/domain/text.ts';
import { decideCompetitor, getCompetitor, listCompetitors } from '../../../shared/store/competitors.ts';
import { COMPETITOR_STATUSES } from '../../../shared/store/register.ts';
import { readJson } from '../body.ts';
import type { Operation } from '../operation.ts';
import { notFound, problem } from '../problem.ts';

const competitorDocument = z.object({
  key: z.string().describe('What all spellings of the name have in common'),
  name: z.string(),
  status: z.enum(COMPETITOR_STATUSES).describe('candidate: a name from reports that nobody has confirmed'),
});

const name = competitorName.refine(
  (value) => !isUnknownCompetitor(value),
  'Is not a name: in a report it says that nobody knows the competitor.',
);
const addition = exactly({ name });
const change = exactly({ name: name.optional(), status: oneOf(['known', 'archived']).optional() })
  .refine((given) => Object.keys(given).length > 0, 'Name what is to change: name or status.')
  .meta({ minProperties: 1 });

export const competitorOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/competitors',
    summary: 'Competitors and candidates, by name',
    answers: {
      200: { description: 'All of them', schema: z.object({ competitors: z.array(competitorDocument) }) },
    },
    handle: async (context, { table }) => context.json({ competitors: await listCompetitors(table) }),
  },
  {
    method: 'post',
    path: '/api/competitors',
    summary: 'Add a competitor, or confirm a candidate',
    body: () => addition,
    answers: {
      200: { description: 'It was known already', schema: competitorDocument },
      201: { description: 'Added', schema: competitorDocument },
    },
    handle: async (context, { table }) => {
      const body = await readJson(context, addition);
      if (!body.ok) return body.response;
      const before = await getCompetitor(table, nameKey(body.value.name));
      if (before?.status === 'known') return context.json(before, 200);
      return context.json(await decideCompetitor(table, body.value.name, 'known'), 201);
    },
  },
  {
    method: 'patch',
    path: '/api/competitors/{key}',
    summary: 'Confirm or archive a competitor, or change how its name is written',
    parameters: [{ name: 'key', description: 'The key of the competitor' }],
    body: () => change,
    answers: { 200: { description: 'As it now stands', schema: competitorDocument } },
    handle: async (context, { table }) => {
      const body = await readJson(context, change);
      if (!body.ok) return body.response;
      const before = await getCompetitor(table, context.req.param('key') ?? '');
      if (before === undefined) return notFound('There is no competitor with this key.');
      const { name = before.name, status = before.status } = body.value;
      if (nameKey(name) !== before.key) {
        return problem('invalid', {
          title: 'The request is not valid',
          status: 422,
          detail: 'Only case, spaces and punctuation of a name can be changed. Nothing was stored.',
          errors: [
            { pointer: '#/name', detail: `Is another name. Write "${before.name}" in another spelling.` },
          ],
        });
      }
      return context.json(await decideCompetitor(table, name, status));
    },
  },
];
