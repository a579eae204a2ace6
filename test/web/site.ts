import type { Deps } from '../../functions/serve-http/deps.ts';
import type { PageOptions } from '../../functions/serve-http/pages/page-deps.ts';
import { pageRoutes } from '../../functions/serve-http/pages/routes.ts';
import type { Report } from '../../shared/domain/decide-report.ts';
import { getDeal } from '../../shared/store/deals.ts';
import { storedNames } from '../../shared/store/names.ts';
import { catchUp } from '../../shared/store/projector.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aClock } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aStore, wholeLedger } from '../support/store.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly html: string;
  readonly location: string | null;
  readonly cookie: string | null;
  readonly headers: Headers;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The pages on an empty table, on 15 June 2026 in Vienna. */
export function aSite(options: PageOptions = {}) {
  const { table } = aStore();
  const clock = aClock('2026-06-15T09:00:00Z');
  const { record, decide } = createRecorder({ table, clock });
  let ids = 0;
  const deps: Deps = {
    table,
    record,
    decide,
    clock,
    log: recordingLog().log,
    settings: { falseAlarmsPerQuarter: 1, bigLossAmounts: {}, timeZone: 'Europe/Vienna', currency: 'EUR' },
    newId: () => `id-${++ids}`,
    isUnavailable: () => false,
  };
  const app = pageRoutes(deps, options, () => new Response(null, { status: 404 }));

  async function send(path: string, init?: RequestInit): Promise<Answer> {
    const response = await app.request(path, init);
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location'),
      cookie: response.headers.get('set-cookie'),
      headers: response.headers,
    };
  }

  return {
    table,
    decide,
    clock,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    /** Sends a form as a browser does. */
    post: (path: string, fields: Fields, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: formBody(fields), headers }),
    send,
    async report(...reports: readonly Report[]) {
      for (const report of reports) await record(report);
      await catchUp(table, storedNames);
    },
    deal: async (id: string) => (await getDeal(table, id))?.deal,
    ledger: () => wholeLedger(table),
  };
}

export type Site = ReturnType<typeof aSite>;

function formBody(fields: Fields): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return body;
}

/** What a browser would send if nobody changed anything: the fields of the first form of a page that sends to `path`. */
export function fieldsOf(page: string, path: string): Record<string, string | readonly string[]> {
  const form = new RegExp(`<form method="post" action="${path}"[\\s\\S]*?</form>`).exec(page)?.[0] ?? '';
  const fields = new Map<string, string[]>();
  const add = (name: string, value: string) =>
    fields.set(name, [...(fields.get(name) ?? []), unescaped(value)]);
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const isChoice = /type="(radio|checkbox)"/.test(tag);
    if (!isChoice || / checked/.test(tag)) add(attribute(tag, 'name'), attribute(tag, 'value'));
  }
  for (const [, open = '', content = ''] of form.matchAll(/(<select [^>]*>)([\s\S]*?)<\/select>/g)) {
    const selected = /<option [^>]* selected>/.exec(content)?.[0] ?? '';
    add(attribute(open, 'name'), attribute(selected, 'value'));
  }
  for (const [, open = '', content = ''] of form.matchAll(/(<textarea [^>]*>)\n([\s\S]*?)<\/textarea>/g)) {
    add(attribute(open, 'name'), content);
  }
  return Object.fromEntries(fields);
}

const attribute = (tag: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The words of a page without its markup. */
export const wordsOf = (page: string): string =>
  unescaped(page.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');

/** What a page says is wrong at a field, by the id of the field. */
export const problemAt = (page: string, id: string): string | undefined => {
  const found = new RegExp(`id="${id}-problem">([\\s\\S]*?)</p>`).exec(page)?.[1];
  return found === undefined
    ? undefined
    : wordsOf(found)
        .trim()
        .replace(/^Error: /, '');
};
