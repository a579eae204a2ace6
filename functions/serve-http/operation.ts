import type { Context } from 'hono';
import type * as z from 'zod';
import type { createReportSchemas } from '../../shared/domain/report.ts';
import type { ReadNote } from '../../shared/store/note-reader.ts';
import type { Deps } from './deps.ts';

type ReportSchemas = ReturnType<typeof createReportSchemas>;

/** What an operation needs beside the request. */
export interface ApiDeps extends Deps {
  /** The schemas of reports for today. */
  readonly schemas: () => ReportSchemas;
  /** The same for all requests, because it keeps what it has prepared. */
  readonly readNote: ReadNote;
}

interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
}

/**
 * One call of the API: how it is answered and how it is described. The routes and the OpenAPI document are made from
 * the same list, and the schemas in it are those that validate.
 */
export interface Operation {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  /** With parameters in braces: /api/deals/{dealId} */
  readonly path: string;
  readonly summary: string;
  /** Parameters of the path, in their order. */
  readonly parameters?: readonly { readonly name: string; readonly description: string }[];
  readonly query?: z.ZodObject;
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
  readonly body?: (schemas: ReportSchemas) => z.ZodType;
  /** By status. Problem documents for 4xx are added to every operation. */
  readonly answers: Readonly<Record<number, Answer>>;
  readonly handle: (context: Context, deps: ApiDeps) => Promise<Response>;
}
