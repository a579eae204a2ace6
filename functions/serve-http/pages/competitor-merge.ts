import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { companyName } from '../../../shared/domain/competitors/company-name.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { getCompetitor } from '../../../shared/store/competitors.ts';
import { previewMove } from '../../../shared/store/merge-preview.ts';
import { offeredNames } from '../../../shared/store/names.ts';
import { refusedDecision } from '../../../shared/web/competitor-words.ts';
import { formValues, NO_PROBLEMS, type Problems } from '../../../shared/web/forms/form-state.ts';
import { typedText } from '../../../shared/web/forms/typed-fields.ts';
import { mergePage } from '../../../shared/web/merge-page.ts';
import { NO_SUCH_COMPETITOR } from './competitor.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readReport } from './read-report.ts';

const target = z.object({ into: companyName });

/** Where one decides about a merge: asked with ?into=, it shows what would change, and changes nothing. */
export function competitorMergePages({ table, clock, show }: PageDeps): Hono {
  async function ask(context: Context) {
    const from = await getCompetitor(table, context.req.param('key') ?? '');
    if (from === undefined) return show(context, NO_SUCH_COMPETITOR, 404);
    const { competitor: names } = await offeredNames(table);
    const view = { from, offered: names.filter((name) => competitorKey(name) !== from.key) };
    const asked = context.req.query('into')?.trim() ?? '';
    if (asked === '') {
      const form = { id: 'merge', values: new Map(), problems: NO_PROBLEMS };
      return show(context, mergePage({ ...view, form }));
    }
    const known = await getCompetitor(table, competitorKey(asked));
    const into = known?.name ?? asked;
    const values = formValues({ into });
    const parsed = readReport(target, { fields: typedText(values, ['into']), problems: new Map() });
    const problems = parsed.kind === 'wrong' || known !== undefined ? problemsIn(parsed) : UNKNOWN_TARGET;
    const form = { id: 'merge', values, problems };
    if (problems.size > 0) return show(context, mergePage({ ...view, form }), 422);
    const preview = await previewMove(table, { kind: 'merge', name: from.name, into }, clock());
    return preview.kind === 'preview'
      ? show(context, mergePage({ ...view, form, planned: { into, preview } }))
      : show(context, mergePage({ ...view, form, refusal: refusedDecision(preview) }), 409);
  }

  const app = new Hono();
  app.get('/competitors/:key/merge', ask);
  return app;
}

/** A slip in the name of the other one must not make a new competitor of it. */
const UNKNOWN_TARGET: Problems = new Map([
  ['into', ['No report has this name, and nobody has added it. Check its spelling, or add it first.']],
]);
