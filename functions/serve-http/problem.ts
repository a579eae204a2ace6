import type * as z from 'zod';

/** One wrong field: a JSON pointer as a URI fragment (RFC 6901), and what to do about it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
  /** Where the field is, if not in the body. */
  readonly in?: 'path' | 'query' | 'header';
}

export interface ProblemDetails {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

/** An answer that tells what went wrong, as a problem document of RFC 9457. */
export function problem(
  kind: string,
  details: ProblemDetails,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ type: `urn:tandem:problem:${kind}`, ...details }), {
    status: details.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

/** No honest report has more. Without a limit a small body could ask for an answer of megabytes. */
const MAX_ERRORS = 100;

/** The answer to fields that a schema refused: one entry for each of them. */
export function invalid(error: z.ZodError, where?: FieldError['in']): Response {
  const errors = error.issues.flatMap((issue) => fieldErrors(issue, where));
  const count = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
  return problem('invalid', {
    title: 'The request is not valid',
    status: 422,
    detail: `${count} wrong. Nothing was stored. Correct what "errors" lists and send it again.`,
    errors: errors.slice(0, MAX_ERRORS),
  });
}

function fieldErrors(issue: z.core.$ZodIssue, where: FieldError['in']): FieldError[] {
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({
    pointer: pointerTo(path),
    detail: issue.message,
    ...(where && { in: where }),
  }));
}

const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

export const notFound = (what: string): Response =>
  problem('not-found', {
    title: 'Not found',
    status: 404,
    detail: `${what} Check the address and try again.`,
  });
