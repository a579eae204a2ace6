import type { Context } from 'hono';
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
export const createMergePage =
  ({ table, clock, show }: PageDeps) =>
  async (context: Context): Promise<Response> => {
    const from = await getCompetitor(table, context.req.param('key') ?? '');
    if (from === undefined) return show(context, NO_SUCH_COMPETITOR, 404);
    const { competitor: names } = await offeredNames(table);
    const view = { from, offered: names.filter((name) => competitorKey(name) !== from.key) };
    const asked = context.req.query('into')?.trim() ?? '';
    if (asked === '') {
      const form = { id: 'merge', values: new Map(), problems: NO_PROBLEMS };
      return show(context, mergePage({ ...view, form }));
    }
    const into = (await getCompetitor(table, competitorKey(asked)))?.name ?? asked;
    const values = formValues({ into });
    const parsed = readReport(target, { fields: typedText(values, ['into']), problems: new Map() });
    const form = { id: 'merge', values, problems: problemsIn(parsed) };
    if (parsed.kind === 'wrong') return show(context, mergePage({ ...view, form }), 422);
    const preview = await previewMove(table, { kind: 'merge', name: from.name, into }, clock());
    if (preview.kind === 'preview')
      return show(context, mergePage({ ...view, form, planned: { into, preview } }));
    if (preview.reason !== 'unknown-target')
      return show(context, mergePage({ ...view, form, refusal: refusedDecision(preview) }), 409);
    return show(context, mergePage({ ...view, form: { ...form, problems: UNKNOWN_TARGET } }), 422);
  };

/** A slip in the name of the other one must not make a new competitor of it. */
const UNKNOWN_TARGET: Problems = new Map([
  ['into', ['No report has this name, and nobody has added it. Check its spelling, or add it first.']],
]);
