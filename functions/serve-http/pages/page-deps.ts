import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { createReportSchemas } from '../../../shared/domain/report.ts';
import type { ReadNote } from '../../../shared/store/note-reader.ts';
import type { NavLink, Page } from '../../../shared/web/layout.ts';
import { renderPage } from '../../../shared/web/layout.ts';
import type { Deps } from '../deps.ts';

export interface PageOptions {
  /** Links that a home adds to the navigation. */
  readonly extraNav?: readonly NavLink[] | undefined;
  /** Where people reach the pages, where that is not what requests say: behind a proxy. */
  readonly publicUrl?: string | undefined;
  /** Bytes that an uploaded file may have, where less than usual fits through the web server of a home. */
  readonly largestUpload?: number | undefined;
}

/** Answers with a page. */
export type Show = (
  context: Context,
  page: Page,
  status?: ContentfulStatusCode,
) => Response | Promise<Response>;

/** What the routes of the pages need beside the request. */
export interface PageDeps extends Deps {
  /** The schemas of reports for today. */
  readonly schemas: () => ReturnType<typeof createReportSchemas>;
  /** The same for all requests, because it keeps what it has prepared. */
  readonly readNote: ReadNote;
  readonly show: Show;
  readonly largestUpload?: number | undefined;
}

export const createShow =
  ({ extraNav }: PageOptions): Show =>
  (context, page, status = 200) => {
    // Pages tell of customers and amounts: no cache in between may keep them, and a browser asks again.
    context.header('cache-control', 'private, no-cache');
    return context.html(renderPage(page, extraNav), status);
  };
