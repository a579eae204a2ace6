import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { wayToThreshold } from '../../shared/domain/detection/surge/way-to-threshold.ts';
import { problemOf, wrongFields } from '../support/api.ts';
import { eventually, newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';

const tandem = sharedTandem();

/** What the API promises. */
const CALLS = [
  'get /api/deals/{dealId}',
  'put /api/deals/{dealId}',
  'put /api/deals/{dealId}/loss',
  'put /api/deals/{dealId}/win',
  'delete /api/deals/{dealId}/loss',
  'delete /api/deals/{dealId}/win',
  'post /api/deals/{dealId}/mentions',
  'get /api/alerts',
  'get /api/alerts/{id}',
  'post /api/alerts/{id}/acknowledgements',
  'post /api/alerts/{id}/responses',
  'get /api/patterns',
  'get /api/competitors',
  'post /api/competitors',
  'patch /api/competitors/{key}',
];

const schema = z.record(z.string(), z.unknown());
const media = z.record(z.string(), z.strictObject({ schema }));
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-zA-Z]+$/),
  summary: z.string().min(5),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      description: z.string().optional(),
      schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.literal(true), content: media }).optional(),
  responses: z.record(
    z.string().regex(/^(default|[2-5]\d\d)$/),
    z.strictObject({ description: z.string().min(3), content: media.optional() }),
  ),
});
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(METHODS), operation)),
  components: z.strictObject({ schemas: z.record(z.string(), schema) }),
});

async function contract() {
  const answer = await tandem.api.get('/openapi.json');
  expect(answer.status).toBe(200);
  const document = openApi.parse(answer.body);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const found = methods[method];
      return found === undefined ? [] : [{ method, path, ...found }];
    }),
  );
  return { document, operations };
}

/** Every object anywhere in a JSON document. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { ...value };
  for (const child of Object.values(value)) yield* objectsIn(child);
}

const at = (document: unknown, pointer: string): unknown =>
  pointer
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inside, part) =>
        typeof inside === 'object' && inside !== null ? Reflect.get(inside, part) : undefined,
      document,
    );

describe('the contract at /openapi.json', () => {
  it('is an OpenAPI 3.1 document with every call', async () => {
    const { operations } = await contract();
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      expect.arrayContaining([...CALLS].sort()),
    );
  });

  it('names every operation differently, and every parameter of its path once', async () => {
    const { operations } = await contract();
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations) {
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      for (const one of inPath) expect(one.required).toBe(true);
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length);
    }
  });

  it('has references that lead somewhere, and none into other documents', async () => {
    const { document } = await contract();
    const references = [...objectsIn(document)].flatMap(({ $ref }) =>
      typeof $ref === 'string' ? [$ref] : [],
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      expect(reference).toMatch(/^#\//);
      expect(at(document, reference), reference).toBeDefined();
    }
  });

  it('has no schema that says nothing about itself', async () => {
    const { operations } = await contract();
    for (const { method, path, requestBody, responses } of operations) {
      const bodies = [
        ...Object.values(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap(({ content }) => Object.values(content ?? {})),
      ];
      for (const body of bodies) {
        expect(
          Object.keys(body.schema).some((key) => ['type', '$ref', 'anyOf', 'oneOf'].includes(key)),
          `${method} ${path}`,
        ).toBe(true);
      }
    }
  });

  it('tells of every success, and that errors are problem documents', async () => {
    const { operations } = await contract();
    for (const { method, path, responses, requestBody } of operations) {
      const statuses = Object.keys(responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        `${method} ${path}`,
      ).toBe(true);
      expect(Object.keys(responses.default?.content ?? {})).toEqual(['application/problem+json']);
      expect(requestBody !== undefined).toBe(['put', 'post', 'patch'].includes(method));
    }
  });

  it('describes reports by the rules that are checked', async () => {
    const { document } = await contract();
    const body =
      document.paths['/api/deals/{dealId}/loss']?.put?.requestBody?.content['application/json']?.schema;
    expect(body).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['lostOn', 'outcome', 'primaryReason'],
      properties: {
        lostOn: { type: 'string', format: 'date' },
        outcome: { enum: ['competitor', 'no_decision', 'withdrawn', 'unknown'] },
        secondaryReasons: { type: 'array', maxItems: 3 },
        account: { type: 'string', minLength: 1, maxLength: 200 },
        note: { maxLength: 4_000 },
      },
    });
  });

  it('has each call that answers, and no other', async () => {
    const { document, operations } = await contract();
    for (const { method, path } of operations) {
      const answer = await tandem.api.send(path.replaceAll(/\{\w+\}/g, 'nobody-knows-it'), {
        method: method.toUpperCase(),
      });
      // Without a body and with an unknown id a call is refused, but never as unknown.
      expect(answer.status, `${method} ${path}`).not.toBe(405);
      if (answer.status === 404) expect(problemOf(answer).detail).not.toContain('no such call');
    }
    for (const [path, methods] of Object.entries(document.paths)) {
      const others = METHODS.filter((method) => methods[method] === undefined);
      for (const method of others) {
        const answer = await tandem.api.send(path.replaceAll(/\{\w+\}/g, 'x'), {
          method: method.toUpperCase(),
        });
        expect(answer.status, `${method} ${path}`).toBe(405);
        expect(answer.headers.get('allow')?.toLowerCase().split(', ').sort()).toEqual(
          Object.keys(methods).sort(),
        );
      }
    }
  });
});

describe('/healthz', () => {
  it('says that all is well', async () => {
    const answer = await tandem.api.get('/healthz');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'ok' });
  });
});

const named = z.array(z.strictObject({ key: z.string(), name: z.string() }));
const register = z.object({
  competitors: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      status: z.enum(['candidate', 'known', 'archived', 'merged', 'dismissed']),
      countedAs: z.string().optional(),
      aliases: named,
    }),
  ),
});

/** Nothing else is counted under it. */
const ALONE = { aliases: [] };

describe('the register of competitors', () => {
  const listed = async (key: string) =>
    register
      .parse((await tandem.api.get('/api/competitors')).body)
      .competitors.filter((one) => one.key === key);
  const keyOf = (name: string) => name.toLowerCase().replaceAll('-', '');

  it('takes a competitor (201), knows it in every spelling (200), and archives it', async () => {
    const name = newId('Rival');
    const key = keyOf(name);
    const added = await tandem.api.post('/api/competitors', { name });
    expect(added.status).toBe(201);
    expect(added.body).toEqual({ key, name, status: 'known', ...ALONE });
    const again = await tandem.api.post('/api/competitors', { name: ` ${name.toUpperCase()}! ` });
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ key, name, status: 'known', ...ALONE });

    const archived = await tandem.api.patch(`/api/competitors/${key}`, { status: 'archived' });
    expect(archived.status).toBe(200);
    expect(archived.body).toEqual({ key, name, status: 'archived', ...ALONE });
    expect(await listed(key)).toEqual([{ key, name, status: 'archived', ...ALONE }]);
  });

  it('takes another spelling of a name, and no other name', async () => {
    const name = newId('Rival');
    await tandem.api.post('/api/competitors', { name });
    const spelt = await tandem.api.patch(`/api/competitors/${keyOf(name)}`, { name: name.toUpperCase() });
    expect(spelt.body).toMatchObject({ name: name.toUpperCase(), status: 'known' });
    const other = await tandem.api.patch(`/api/competitors/${keyOf(name)}`, { name: 'Another' });
    expect(other.status).toBe(422);
    expect(wrongFields(other)).toEqual([['#/name', expect.stringContaining('Is another name.')]]);
  });

  it('refuses a change of nothing', async () => {
    const name = newId('Rival');
    await tandem.api.post('/api/competitors', { name });
    const answer = await tandem.api.patch(`/api/competitors/${keyOf(name)}`, {});
    expect(answer.status).toBe(422);
    expect(wrongFields(answer)).toEqual([['#', 'Name what is to change: name or status.']]);
  });

  it('leaves a candidate a candidate when its name is written otherwise', async () => {
    const name = newId('Rival');
    const key = keyOf(name);
    const mention = { outcome: 'competitor', primaryReason: 'price', competitor: name };
    await tandem.api.put(`/api/deals/${newId()}/loss`, { lostOn: YESTERDAY, ...mention });
    await eventually(async () => (await listed(key))[0], 'the name is a candidate');
    const written = await tandem.api.patch(`/api/competitors/${key}`, { name: name.toUpperCase() });
    expect(written.body).toEqual({ key, name: name.toUpperCase(), status: 'candidate', ...ALONE });
    expect(await listed(key)).toMatchObject([{ name: name.toUpperCase(), status: 'candidate' }]);
    const confirmed = await tandem.api.post('/api/competitors', { name });
    expect(confirmed.body).toEqual({ key, name, status: 'known', ...ALONE });
  });

  it.each(['', '%20', 'A', 'x'.repeat(2_000), '%F0%9F%99%82'])('has no key "%s" (404)', async (key) => {
    expect((await tandem.api.patch(`/api/competitors/${key}`, { status: 'known' })).status).toBe(404);
  });

  it.each<[string, object, string, string]>([
    ['no name', {}, '#/name', 'Is missing.'],
    ['a placeholder', { name: 'n/a' }, '#/name', 'Is not a name.'],
    ['an unknown field', { name: 'Acme', alias: 'A' }, '#/alias', 'Is not a field here.'],
    ['a control character', { name: 'A\u0007' }, '#/name', 'Has control characters.'],
  ])('refuses %s', async (_, body, pointer, detail) => {
    const answer = await tandem.api.post('/api/competitors', body);
    expect(answer.status).toBe(422);
    expect(wrongFields(answer)).toEqual([[pointer, expect.stringContaining(detail)]]);
  });

  it('cannot know "unknown", which means that nobody knows', async () => {
    const answer = await tandem.api.post('/api/competitors', { name: 'Unknown' });
    expect(answer.status).toBe(422);
  });

  it('refuses an unknown status, and finds no unknown key', async () => {
    const name = newId('Rival');
    await tandem.api.post('/api/competitors', { name });
    expect(
      wrongFields(await tandem.api.patch(`/api/competitors/${keyOf(name)}`, { status: 'candidate' })),
    ).toEqual([['#/status', expect.stringContaining('Use one of: known, archived, dismissed.')]]);
    expect((await tandem.api.patch(`/api/competitors/${newId()}`, { status: 'known' })).status).toBe(404);
  });

  it('keeps what several people decide at once', async () => {
    const names = Array.from({ length: 20 }, () => newId('Rival'));
    await Promise.all(names.map((name) => tandem.api.post('/api/competitors', { name })));
    const { competitors } = register.parse((await tandem.api.get('/api/competitors')).body);
    expect(competitors.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });
});

describe('what is watched', () => {
  const patterns = z.object({
    isActive: z.boolean(),
    closedDeals: z.int(),
    patterns: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        matches: z.int(),
        of: z.int(),
        strength: z.number(),
        threshold: z.number(),
        recovery: z.object({ alarmOn: z.string(), share: z.string() }).nullable(),
      }),
    ),
    drifting: z.array(z.object({ title: z.string() })),
  });
  it('is listed, the nearest to its threshold first', async () => {
    const body = { lostOn: YESTERDAY, outcome: 'no_decision', primaryReason: 'timing' };
    for (let n = 0; n < 3; n += 1) await tandem.api.put(`/api/deals/${newId()}/loss`, body);
    const answer = await tandem.api.get('/api/patterns');
    expect(answer.status).toBe(200);
    const watched = patterns.parse(answer.body);
    expect(watched.closedDeals).toBeGreaterThan(0);
    expect(watched.isActive).toBe(watched.closedDeals >= 30);
    const ways = watched.patterns.map(wayToThreshold);
    expect(ways).toEqual(ways.toSorted((a, b) => b - a));
  });
});
