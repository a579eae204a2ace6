import { createHash } from 'node:crypto';
import * as z from 'zod';
import { CommandError } from '../command-line.ts';
import type { Home } from '../home.ts';
import { callFor, type DatedReport } from './dated-report.ts';

/** `known`: stored before, or changed now; only the ledger tells which. */
export type Answer =
  | { readonly kind: 'created' | 'known' }
  | { readonly kind: 'refused'; readonly what: string };

const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** A key for each report, so that another replay of the same export repeats requests and does not report anew. */
export function createKeys(): (report: DatedReport) => string {
  const seen = new Map<string, number>();
  return ({ kind, dealId, body }) => {
    const text = JSON.stringify([kind, dealId, body]);
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
    // An export may report the same twice with something else in between: open, lost, open again.
    const time = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, time);
    return `replay-${digest}-${time}`;
  };
}

/** Sends a report through the same door as everybody. */
export async function send(app: Home['app'], report: DatedReport, key: string): Promise<Answer> {
  const { method, path } = callFor(report);
  const body = JSON.stringify(report.body);
  const response = await app.request(path, {
    method,
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'idempotency-key': key,
    },
  });
  if (response.ok) return { kind: response.status === 201 ? 'created' : 'known' };
  const { detail, errors } = problem.parse(await response.json());
  if (response.status >= 500) throw new CommandError(detail);
  return { kind: 'refused', what: errors.length === 0 ? detail : fieldMessages(errors, report) };
}

function fieldMessages(
  errors: z.output<typeof problem>['errors'],
  { origin: { columnOf } }: DatedReport,
): string {
  const named = errors.map(({ pointer, detail }) => {
    const field = decodeURIComponent(pointer.split('/')[1] ?? '');
    return `${columnOf[field] ?? field}: ${detail}`;
  });
  return named.join(' ');
}
