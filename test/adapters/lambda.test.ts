import { expect, it } from 'vitest';
import * as z from 'zod';
import { changeOfRecord } from '../../shared/adapters/aws/change-of-record.ts';
import {
  EnvironmentError,
  jsonVariable,
  nonEmpty,
  readEnvironment,
  settingsVariable,
} from '../../shared/adapters/aws/environment.ts';
import { httpFunction } from '../../shared/adapters/aws/http-function.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { queueFunction } from '../../shared/adapters/aws/queue-function.ts';

/** What Lambda tells a function of an invocation, as far as anybody reads it. */
const context = {
  awsRequestId: 'r-1',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'f',
  functionVersion: '1',
  invokedFunctionArn: 'arn:f',
  memoryLimitInMB: '512',
  logGroupName: 'g',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 1_000,
  done() {},
  fail() {},
  succeed() {},
};

function aLog(env = {}) {
  const lines: string[] = [];
  return { log: createLambdaLog((line) => lines.push(line), env), lines };
}

it('a log line has the ids of its invocation, and no more than it was told', () => {
  const { log, lines } = aLog({ _X_AMZN_TRACE_ID: 'Root=1-2-3;Parent=4;Sampled=1' });
  log.begin(context);
  log.warn('alert opened', { alertId: 'S0001' });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    level: 'WARN',
    requestId: 'r-1',
    traceId: '1-2-3',
    decision: 'alert opened',
    alertId: 'S0001',
  });
});

it('a queue function gives back the messages that failed, and nothing of what was in them', async () => {
  const { log } = aLog();
  const seen: unknown[] = [];
  const handle = queueFunction(async (messages) => {
    seen.push(...messages);
    return { failed: ['m-2'], reasons: new Map([['m-2', 'why']]) };
  }, log);
  const Records = [1, 2].map((n) => ({
    messageId: `m-${n}`,
    body: `{"n":${n}}`,
    attributes: { ApproximateReceiveCount: String(n) },
  }));
  expect(await handle({ Records }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
  expect(seen).toEqual([
    { id: 'm-1', body: '{"n":1}', attempt: 1 },
    { id: 'm-2', body: '{"n":2}', attempt: 2 },
  ]);
});

it('a queue function that is called with something else fails, so that the whole batch comes again', async () => {
  const { log } = aLog();
  await expect(
    queueFunction(async () => ({ failed: [] }), log)({ Records: [{}] }, context),
  ).rejects.toThrow();
});

it('a record of the stream is a change, with both images', () => {
  const image = (n: string) => ({
    pk: { S: 'LEDGER' },
    sk: { S: '1' },
    v: { N: n },
    data: { M: { list: { L: [{ N: '1.5' }, { NULL: true }, { BOOL: true }, { S: '' }] } } },
    ipk: { S: 'i' },
    isk: { S: 'j' },
  });
  const Keys = { pk: { S: 'LEDGER' }, sk: { S: '1' } };
  const change = (dynamodb: object) =>
    changeOfRecord({ eventName: 'MODIFY', dynamodb: { Keys, ...dynamodb } });
  const key = { pk: 'LEDGER', sk: '1' };
  const item = (version: number) => ({
    key,
    version,
    data: { list: [1.5, null, true, ''] },
    index: { pk: 'i', sk: 'j' },
  });
  expect(change({ OldImage: image('1'), NewImage: image('2') })).toEqual({
    key,
    before: item(1),
    after: item(2),
  });
  expect(change({ NewImage: image('1') })).toEqual({ key, before: undefined, after: item(1) });
  expect(change({ OldImage: image('1') })).toEqual({ key, before: item(1), after: undefined });
  expect(() => change({ NewImage: { pk: { S: 'LEDGER' } } })).toThrow();
});

const environment = z.object({
  TABLE_NAME: nonEmpty,
  DAYS: jsonVariable(z.array(z.string())),
  SETTINGS: settingsVariable,
});

it('an environment with holes names each of them, and no value', () => {
  const start = () =>
    readEnvironment(environment, { TABLE_NAME: '', DAYS: 'secret words', SETTINGS: '{"timeZone":1}' });
  expect(start).toThrow(EnvironmentError);
  expect(start).toThrow(
    /^The function cannot start\. TABLE_NAME: .*DAYS: is not JSON.*SETTINGS\.falseAlarmsPerQuarter: /,
  );
  expect(start).not.toThrow(/secret/);
  expect(() => readEnvironment(environment, {})).toThrow(/TABLE_NAME: .*DAYS: .*SETTINGS: /);
});

const anHttpEvent = (given: object = {}) => ({
  rawPath: '/',
  rawQueryString: '',
  headers: {},
  requestContext: { domainName: 'tandem.example.com', http: { method: 'GET' } },
  isBase64Encoded: false,
  ...given,
});
const serve = (seen: (request: Request) => unknown) =>
  httpFunction(async (request) => Response.json((await seen(request)) ?? null), aLog().log);
const requestContext = { domainName: 'tandem.example.com', http: { method: 'POST' } };

it.each([
  ['/api/deals/a b', '/api/deals/a%20b'],
  ['/api/deals/a?b#c', '/api/deals/a%3Fb%23c'],
  ['/api/deals/\u{1f642}', '/api/deals/%F0%9F%99%82'],
  // A percent sign is the one thing that the gateway leaves encoded.
  ['/api/deals/100%25', '/api/deals/100%25'],
  ['/api/deals/a%2541', '/api/deals/a%2541'],
  ['/api/deals/50%', '/api/deals/50%25'],
])('the path %s is asked for as %s', async (rawPath, path) => {
  const answer = await serve(({ url }) => url)(anHttpEvent({ rawPath, rawQueryString: 'a=%20b' }), context);
  expect(answer.body).toBe(JSON.stringify(`https://tandem.example.com${path}?a=%20b`));
});

it('cookies, empty headers and bodies arrive', async () => {
  const event = anHttpEvent({
    requestContext,
    cookies: ['a=1', 'b=2'],
    headers: { 'idempotency-key': '', 'x-name': 'caf\u00e9' },
    body: Buffer.from('token=1').toString('base64'),
    isBase64Encoded: true,
  });
  const answer = await serve(async ({ headers, ...request }) => [
    headers.get('cookie'),
    headers.get('idempotency-key'),
    headers.get('x-name'),
    request,
  ])(event, context);
  expect(JSON.parse(answer.body ?? '').slice(0, 3)).toEqual(['a=1; b=2', '', 'caf\u00e9']);
  const text = await serve((request) => request.text())(event, context);
  expect(text.body).toBe('"token=1"');
});

it('a body in which the gateway replaced bytes is no UTF-8 for the app either', async () => {
  const event = anHttpEvent({ requestContext, body: 'M\ufffdller' });
  const answer = await serve(async (request) => [...new Uint8Array(await request.arrayBuffer())])(
    event,
    context,
  );
  expect(JSON.parse(answer.body ?? '')).toEqual([...Buffer.from('M'), 0xff, ...Buffer.from('ller')]);
});

it('a header that HTTP does not know is a mistake of the caller', async () => {
  const answer = await serve(() => 'served')(anHttpEvent({ headers: { 'x-name': '\u{1f642}' } }), context);
  expect(answer.statusCode).toBe(400);
});

it('an answer keeps its status, headers, cookies and bytes', async () => {
  const answering = httpFunction(() => {
    const headers = new Headers({ 'content-type': 'application/octet-stream', 'x-a': '1' });
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    return new Response(Uint8Array.of(0xff, 0), { status: 201, headers });
  }, aLog().log);
  expect(await answering(anHttpEvent(), context)).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'application/octet-stream', 'x-a': '1' },
    cookies: ['a=1', 'b=2'],
    body: '/wA=',
    isBase64Encoded: true,
  });
});
