import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type NavLink, renderPage } from '../../shared/web/layout.ts';
import { messagePage } from '../../shared/web/message-page.ts';
import { MAX_BODY_BYTES } from './body.ts';
import { problem } from './problem.ts';

/** Something that can go wrong with any request. */
export interface Failure {
  readonly kind: string;
  readonly status: ContentfulStatusCode;
  readonly title: string;
  /** What it means and what to do. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const TOO_LARGE: Failure = {
  kind: 'too-large',
  status: 413,
  title: 'That is too large',
  detail: `A request may have at most ${MAX_BODY_BYTES / 1024} KiB, and nothing was stored. Shorten the note, or send the reports one by one.`,
};

export const FOREIGN: Failure = {
  kind: 'foreign-form',
  status: 403,
  title: 'The form came from another site',
  detail: 'Nothing was stored. Open the form on this site and send it from there.',
};

export const UNAVAILABLE: Failure = {
  kind: 'unavailable',
  status: 503,
  title: 'Nothing can be stored at the moment',
  detail:
    'The storage is full or busy, or cannot be written. Nothing was stored. Keep what you typed, and send it again later.',
  headers: { 'retry-after': '30' },
};

export const WRONG_CLOCK: Failure = {
  kind: 'wrong-clock',
  status: 503,
  title: 'The clock of the server is wrong',
  detail:
    'It is more than a day behind the newest report. Nothing was stored. Tell the person who runs Tandem to set the clock, and send it again.',
  headers: { 'retry-after': '300' },
};

export const BROKEN: Failure = {
  kind: 'fault',
  status: 500,
  title: 'Something is broken on our side',
  detail: 'Whether it was stored is not known. Send it again: nothing is stored twice.',
};

export const NO_SUCH_PAGE: Failure = {
  kind: 'not-found',
  status: 404,
  title: 'There is no such page',
  detail: 'The address is misspelt, or it is from a message that was cut off. Check it, or start again.',
};

/** Tells of a failure in the language of the caller: a problem document for programs, a page for people. */
export function tell(
  context: Context,
  failure: Failure,
  nav: readonly NavLink[] = [],
): Response | Promise<Response> {
  const { kind, status, title, detail, headers = {} } = failure;
  if (isForPrograms(context.req.path)) return problem(kind, { title, status, detail }, headers);
  return context.html(renderPage(messagePage({ heading: title, advice: [detail] }), nav), status, {
    ...headers,
  });
}

const isForPrograms = (path: string): boolean => /^\/(api\/|openapi\.json|healthz)/.test(path);
