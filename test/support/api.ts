import * as z from 'zod';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the body says, if it is JSON; its text otherwise. */
  readonly body: unknown;
}

export interface Api {
  readonly base: string;
  get(path: string): Promise<Answer>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** A request that is sent as it is. */
  send(path: string, init: RequestInit): Promise<Answer>;
}

/** What a deployed Tandem asks for; the local home on loopback asks for nothing. */
export const AUTHORIZATION: Readonly<Record<string, string>> =
  process.env.TANDEM_TOKEN === undefined ? {} : { authorization: `Bearer ${process.env.TANDEM_TOKEN}` };

/** The API of the Tandem at this address, as a program would call it. */
export function api(base: string): Api {
  async function send(path: string, init: RequestInit): Promise<Answer> {
    const headers = { ...AUTHORIZATION, ...Object.fromEntries(new Headers(init.headers)) };
    const response = await fetch(new URL(path, base), { redirect: 'manual', ...init, headers });
    const text = await response.text();
    const isJson = /^application\/([a-z]+\+)?json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
  const withBody =
    (method: string) =>
    (path: string, body: unknown, headers: Record<string, string> = {}) =>
      send(path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
  return {
    base,
    send,
    get: (path) => send(path, { headers: { accept: 'application/json' } }),
    put: withBody('PUT'),
    post: withBody('POST'),
    patch: withBody('PATCH'),
    delete: (path) => send(path, { method: 'DELETE' }),
  };
}

const problemDocument = z.strictObject({
  type: z.string().startsWith('urn:tandem:problem:'),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(10),
  errors: z
    .array(
      z.strictObject({
        pointer: z.string().startsWith('#'),
        detail: z.string().min(5),
        in: z.enum(['path', 'query', 'header']).optional(),
      }),
    )
    .min(1)
    .optional(),
});

/** The problem document of an answer. Throws where the answer is none, or contradicts its status. */
export function problemOf({ status, headers, body }: Answer): z.output<typeof problemDocument> {
  const type = headers.get('content-type');
  if (type !== 'application/problem+json')
    throw new Error(`Not a problem document but ${type}: ${JSON.stringify(body)}`);
  const problem = problemDocument.parse(body);
  if (problem.status !== status)
    throw new Error(`The problem says ${problem.status} and the answer ${status}.`);
  return problem;
}

/** "#/amount" and what is said about it, for each wrong field. */
export const wrongFields = (answer: Answer): [pointer: string, detail: string][] =>
  (problemOf(answer).errors ?? []).map(({ pointer, detail }) => [pointer, detail]);
