import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { companyName } from '../../../shared/domain/competitors/company-name.ts';
import { isDealEntry } from '../../../shared/domain/ledger-entry.ts';
import { listCompetitors } from '../../../shared/store/competitors.ts';
import { entriesNumbered } from '../../../shared/store/ledger.ts';
import { type CompetitorRow, competitorsPage } from '../../../shared/web/competitors-page.ts';
import { type FormState, NO_PROBLEMS } from '../../../shared/web/forms/form-state.ts';
import { typedText } from '../../../shared/web/forms/typed-fields.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import { competitorPath } from '../../../shared/web/paths.ts';
import { createTakeDecision, doneIn } from './competitor-decision.ts';
import { readForm } from './form-body.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readReport } from './read-report.ts';

const addition = z.object({ name: companyName });
const EMPTY: FormState = { id: 'add', values: new Map(), problems: NO_PROBLEMS };

/** The register: what waits for a decision, and all competitors. */
export function competitorListPages(deps: PageDeps): Hono {
  const { table, settings, show } = deps;
  const take = createTakeDecision(deps);

  async function list(context: Context, add = EMPTY, status: 200 | 422 = 200) {
    const view = { rows: await rows(), add, done: doneIn(context), timeZone: settings.timeZone };
    return show(context, competitorsPage(view), status);
  }

  async function rows(): Promise<CompetitorRow[]> {
    const competitors = await listCompetitors(table);
    const entries = await entriesNumbered(
      table,
      competitors.flatMap(({ firstSeenIn }) => firstSeenIn ?? []),
    );
    const brought = new Map(entries.filter(isDealEntry).map((entry) => [entry.seq, entry]));
    return competitors.map((one) => {
      const entry = brought.get(one.firstSeenIn ?? 0);
      return { ...one, firstSeen: entry && { at: entry.recordedAt, dealId: entry.dealId } };
    });
  }

  async function add(context: Context) {
    const sent = await readForm(context, show);
    if (!sent.ok) return sent.response;
    const given = readReport(addition, { fields: typedText(sent.value, ['name']), problems: new Map() });
    if (given.kind === 'wrong')
      return list(context, { id: 'add', values: sent.value, problems: problemsIn(given) }, 422);
    const { name } = given.value;
    return take(context, { kind: 'confirm', name }, name, {
      done: (key) => `${competitorPath(key)}?done=add`,
      refused: (notice) =>
        show(context, messagePage({ heading: 'It is not added', advice: [notice], links: [ALL] }), 409),
    });
  }

  const app = new Hono();
  app.get('/competitors', (context) => list(context));
  app.post('/competitors', add);
  return app;
}

const ALL = { href: '/competitors', label: 'See all competitors' };
