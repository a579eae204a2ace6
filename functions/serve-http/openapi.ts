import * as z from 'zod';
import { createReportSchemas } from '../../shared/domain/report.ts';
import type { Operation } from './operation.ts';

const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What happened and what to do'),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        detail: z.string(),
        in: z.enum(['path', 'query', 'header']).optional(),
      }),
    )
    .optional()
    .describe('One entry for each wrong field'),
});

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const json = (schema: object, mediaType = 'application/json') => ({ [mediaType]: { schema } });

/** The OpenAPI 3.1 document of the operations. The schemas are those that validate, without the bounds of today. */
export function openApiDocument(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tandem',
      version: '1.0.0',
      description: 'Lost deals in, joint alerts out. Errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: { Problem: schemaOf(problemDocument, 'output') } },
  };
}

function describe({
  method,
  path,
  summary,
  parameters = [],
  query,
  headers = [],
  body,
  answers,
}: Operation): object {
  const inQuery = query === undefined ? [] : Object.entries(query.shape);
  return {
    operationId: operationId(method, path),
    summary,
    parameters: [
      ...parameters.map(({ name, description }) => ({
        name,
        in: 'path',
        required: true,
        description,
        schema: TEXT,
      })),
      ...inQuery.map(([name, schema]) => ({
        name,
        in: 'query',
        required: false,
        schema: schemaOf(schema, 'input'),
      })),
      ...headers.map(({ name, description }) => ({
        name,
        in: 'header',
        required: false,
        description,
        schema: TEXT,
      })),
    ],
    ...(body && {
      requestBody: { required: true, content: json(schemaOf(body(createReportSchemas()), 'input')) },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description, schema }]) => [
          status,
          { description, ...(schema && { content: json(schemaOf(schema, 'output')) }) },
        ]),
      ),
      default: {
        description: 'What went wrong, and what to do',
        content: json({ $ref: '#/components/schemas/Problem' }, 'application/problem+json'),
      },
    },
  };
}

const TEXT = { type: 'string' };

/** "put /api/deals/{dealId}/loss" becomes "putDealsLoss". */
const operationId = (method: string, path: string): string =>
  [method, ...path.replace('/api/', '').split('/')]
    .filter((part) => !part.startsWith('{'))
    .map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('') + (path.endsWith('}') ? 'ById' : '');
