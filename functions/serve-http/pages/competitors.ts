import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { RegisterCommand } from '../../../shared/domain/competitors/decide-register.ts';
import { competitorKey, isUnknownCompetitor } from '../../../shared/domain/names.ts';
import { competitorName } from '../../../shared/domain/report.ts';
import { type Competitor, getCompetitor, listCompetitors } from '../../../shared/store/competitors.ts';
import { entriesNumbered } from '../../../shared/store/ledger.ts';
import { previewMove } from '../../../shared/store/merge-preview.ts';
import { offeredNames, readableByKey } from '../../../shared/store/names.ts';
import { changesOf } from '../../../shared/store/register-changes.ts';
import { type CompetitorDecision, DECISIONS } from '../../../shared/web/competitor-forms.ts';
import { competitorPage } from '../../../shared/web/competitor-page.ts';
import { DONE_WORDS, refusedDecision } from '../../../shared/web/competitor-words.ts';
import { type CompetitorRow, competitorsPage } from '../../../shared/web/competitors-page.ts';
import { type FormState, firstOf, formValues, NO_PROBLEMS } from '../../../shared/web/forms/form-state.ts';
import { typedText } from '../../../shared/web/forms/typed-fields.ts';
import type { Html } from '../../../shared/web/html.ts';
import { mergePage } from '../../../shared/web/merge-page.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import { competitorPath } from '../../../shared/web/paths.ts';
import { notAForm, readForm } from './form-body.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readReport } from './read-report.ts';
import { rememberedName } from './reporter-cookie.ts';

const decisions = z.enum(DECISIONS);
const done = z
  .enum([...DECISIONS, 'add'])
  .optional()
  .catch(undefined);
const newName = z.object({
  name: competitorName.refine(
    (value) => !isUnknownCompetitor(value),
    'Is not a name: in a report it says that nobody knows the competitor.',
  ),
});
const target = z.object({ into: newName.shape.name });
const entryNumber = z.coerce.number().int().positive().catch(0);

/** The register of competitors: what waits for a decision, each name, and merges. */
export function competitorPages({ table, clock, settings, decide, log, show }: PageDeps): Hono {
  const { timeZone } = settings;

  async function list(context: Context, add = form('add', {}), status: 200 | 422 = 200) {
    return show(
      context,
      competitorsPage({ rows: await rows(), add, done: doneIn(context), timeZone }),
      status,
    );
  }

  async function rows(): Promise<CompetitorRow[]> {
    const competitors = await listCompetitors(table);
    const entries = await entriesNumbered(
      table,
      competitors.flatMap(({ firstSeenIn }) => firstSeenIn ?? []),
    );
    const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
    return competitors.map((one) => {
      const entry = bySeq.get(one.firstSeenIn ?? 0);
      const firstSeen =
        entry !== undefined && 'dealId' in entry ? { at: entry.recordedAt, dealId: entry.dealId } : undefined;
      return { ...one, firstSeen };
    });
  }

  async function add(context: Context) {
    const sent = await readForm(context, show);
    if (!sent.ok) return sent.response;
    const name = readReport(newName, { fields: typedText(sent.value, ['name']), problems: new Map() });
    if (name.kind === 'wrong')
      return list(context, { id: 'add', values: sent.value, problems: problemsIn(name) }, 422);
    return take(
      context,
      { kind: 'confirm', ...name.value },
      'add',
      competitorKey(name.value.name),
      'competitor',
    );
  }

  const found = (context: Context) => getCompetitor(table, context.req.param('key') ?? '');

  async function open(context: Context) {
    const competitor = await found(context);
    return competitor === undefined
      ? show(context, NO_SUCH_COMPETITOR, 404)
      : show(context, await page(context, competitor, {}));
  }

  async function page(
    context: Context,
    competitor: Competitor,
    wrong: { readonly rename?: FormState; readonly alias?: FormState; readonly refusal?: Html },
  ) {
    const [changes, names] = await Promise.all([
      changesOf(table, competitor),
      readableByKey(table, 'competitor'),
    ]);
    return competitorPage({
      competitor,
      changes,
      nameOf: (key) => names.get(key) ?? key,
      rename: wrong.rename ?? form('rename', { name: competitor.name }),
      alias: wrong.alias ?? form('alias', {}),
      done: doneIn(context),
      refusal: wrong.refusal,
      timeZone,
    });
  }

  async function askMerge(context: Context) {
    const from = await found(context);
    if (from === undefined) return show(context, NO_SUCH_COMPETITOR, 404);
    const { competitor: offered } = await offeredNames(table);
    const view = { from, offered: offered.filter((name) => competitorKey(name) !== from.key) };
    const asked = context.req.query('into')?.trim() ?? '';
    if (asked === '') return show(context, mergePage({ ...view, form: form('merge', {}) }));
    const into = (await getCompetitor(table, competitorKey(asked)))?.name ?? asked;
    const values = formValues({ into });
    const parsed = readReport(target, { fields: typedText(values, ['into']), problems: new Map() });
    const state = { id: 'merge', values, problems: problemsIn(parsed) };
    if (parsed.kind === 'wrong') return show(context, mergePage({ ...view, form: state }), 422);
    const preview = await previewMove(table, { kind: 'merge', name: from.name, into }, clock());
    if (preview.kind !== 'preview') {
      const refusal = refusedDecision(preview);
      return show(context, mergePage({ ...view, form: state, refusal }), 409);
    }
    return show(context, mergePage({ ...view, form: state, planned: { into, preview } }));
  }

  async function receive(context: Context) {
    const competitor = await found(context);
    if (competitor === undefined) return show(context, NO_SUCH_COMPETITOR, 404);
    const sent = await readForm(context, show);
    if (!sent.ok) return sent.response;
    const values = sent.value;
    const decision = decisions.safeParse(firstOf(values, 'decision'));
    if (!decision.success) return notAForm(context, show);
    const back = firstOf(values, 'back') === 'list' ? 'list' : 'competitor';
    const { key, name: known } = competitor;
    const wrong = async (problems: FormState['problems']) => {
      const again = { [decision.data]: { id: decision.data, values, problems } };
      return show(context, await page(context, competitor, again), 422);
    };
    switch (decision.data) {
      case 'confirm':
      case 'archive':
      case 'dismiss':
        return take(context, { kind: decision.data, name: known }, decision.data, key, back);
      case 'separate': {
        const undoes = entryNumber.parse(firstOf(values, 'undoes'));
        return take(context, { kind: 'separate', undoes }, 'separate', key, back);
      }
      case 'merge': {
        const into = readReport(target, { fields: typedText(values, ['into']), problems: new Map() });
        if (into.kind === 'wrong') return notAForm(context, show);
        return take(context, { kind: 'merge', name: known, ...into.value }, 'merge', key, back);
      }
      case 'rename':
      case 'alias': {
        const given = readReport(newName, { fields: typedText(values, ['name']), problems: new Map() });
        if (given.kind === 'wrong') return wrong(problemsIn(given));
        const { name } = given.value;
        if (decision.data === 'alias')
          return take(context, { kind: 'merge', name, into: known }, 'alias', key, back);
        return competitorKey(name) === key
          ? take(context, { kind: 'rename', name }, 'rename', key, back)
          : wrong(
              new Map([['name', [`That is another name than ${known}. Add it as another name instead.`]]]),
            );
      }
    }
  }

  /** Carries out a decision in the name of whoever uses this device, and shows where it led. */
  async function take(
    context: Context,
    command: RegisterCommand,
    what: CompetitorDecision | 'add',
    key: string,
    back: 'list' | 'competitor',
  ) {
    const outcome = await decide({ ...command, by: rememberedName(context) });
    if (outcome.kind === 'refused') {
      const competitor = await getCompetitor(table, key);
      if (competitor === undefined) return show(context, NO_SUCH_COMPETITOR, 404);
      const refusal = refusedDecision(outcome);
      return show(context, await page(context, competitor, { refusal }), 409);
    }
    if (outcome.kind === 'stored')
      log.info('register changed', { decided: outcome.entry.type, seq: outcome.entry.seq });
    const path = back === 'list' ? '/competitors' : competitorPath(key);
    return context.redirect(`${path}?done=${what}`, 303);
  }

  const app = new Hono();
  app.get('/competitors', (context) => list(context));
  app.post('/competitors', add);
  app.get('/competitors/:key', open);
  app.get('/competitors/:key/merge', askMerge);
  app.post('/competitors/:key/decisions', receive);
  return app;
}

const form = (id: string, values: Readonly<Record<string, string>>): FormState => ({
  id,
  values: formValues(values),
  problems: NO_PROBLEMS,
});

function doneIn(context: Context): string | undefined {
  const what = done.parse(context.req.query('done'));
  return what && DONE_WORDS[what];
}

const NO_SUCH_COMPETITOR = messagePage({
  heading: 'There is no such competitor',
  advice: ['No report has named it, and nobody has added it. Look for it in the list.'],
  links: [{ href: '/competitors', label: 'See all competitors' }],
});
