import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { companyName } from '../../../shared/domain/competitors/company-name.ts';
import type { RegisterCommand } from '../../../shared/domain/competitors/decide-register.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { type Competitor, getCompetitor } from '../../../shared/store/competitors.ts';
import { readableByKey } from '../../../shared/store/names.ts';
import { changesOf } from '../../../shared/store/register-changes.ts';
import { type CompetitorDecision, DECISIONS } from '../../../shared/web/competitor-forms.ts';
import { competitorPage } from '../../../shared/web/competitor-page.ts';
import {
  type FormState,
  type FormValues,
  firstOf,
  formValues,
  NO_PROBLEMS,
  type Problems,
} from '../../../shared/web/forms/form-state.ts';
import { typedText } from '../../../shared/web/forms/typed-fields.ts';
import type { Html } from '../../../shared/web/html.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import { competitorPath } from '../../../shared/web/paths.ts';
import { createTakeDecision, doneIn } from './competitor-decision.ts';
import { notAForm, readForm } from './form-body.ts';
import type { PageDeps } from './page-deps.ts';
import { problemsIn, readReport } from './read-report.ts';

const decisions = z.enum(DECISIONS);
const named = z.object({ name: companyName });
const target = z.object({ into: companyName });
const entryNumber = z.coerce.number().int().positive().catch(0);

/** What a form of the register asks for, or what is wrong with it. */
type Asked =
  | { readonly kind: 'command'; readonly command: RegisterCommand }
  | { readonly kind: 'wrong'; readonly problems: Problems }
  | { readonly kind: 'no-form' };

/** The page of one name, and the decisions about it. */
export function competitorPages(deps: PageDeps): Hono {
  const { table, settings, show } = deps;
  const take = createTakeDecision(deps);

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
      timeZone: settings.timeZone,
    });
  }

  async function receive(context: Context) {
    const competitor = await found(context);
    if (competitor === undefined) return show(context, NO_SUCH_COMPETITOR, 404);
    const sent = await readForm(context, show);
    if (!sent.ok) return sent.response;
    const decision = decisions.safeParse(firstOf(sent.value, 'decision'));
    if (!decision.success) return notAForm(context, show);
    const asked = commandOf(decision.data, competitor, sent.value);
    if (asked.kind === 'no-form') return notAForm(context, show);
    if (asked.kind === 'wrong') {
      const again = { id: decision.data, values: sent.value, problems: asked.problems };
      return show(context, await page(context, competitor, { [decision.data]: again }), 422);
    }
    const list = firstOf(sent.value, 'back') === 'list';
    return take(context, asked.command, competitor.name, {
      done: (key) => `${list ? '/competitors' : competitorPath(key)}?done=${decision.data}`,
      refused: async (refusal) => show(context, await page(context, competitor, { refusal }), 409),
    });
  }

  const app = new Hono();
  app.get('/competitors/:key', open);
  app.post('/competitors/:key/decisions', receive);
  return app;
}

function commandOf(decision: CompetitorDecision, { key, name }: Competitor, values: FormValues): Asked {
  const command = (given: RegisterCommand): Asked => ({ kind: 'command', command: given });
  switch (decision) {
    case 'confirm':
    case 'archive':
    case 'dismiss':
      return command({ kind: decision, name });
    case 'separate':
      return command({ kind: 'separate', undoes: entryNumber.parse(firstOf(values, 'undoes')) });
    case 'merge': {
      const into = readReport(target, { fields: typedText(values, ['into']), problems: new Map() });
      return into.kind === 'wrong' ? { kind: 'no-form' } : command({ kind: 'merge', name, ...into.value });
    }
    case 'rename':
    case 'alias': {
      const given = readReport(named, { fields: typedText(values, ['name']), problems: new Map() });
      if (given.kind === 'wrong') return { kind: 'wrong', problems: problemsIn(given) };
      if (decision === 'alias') return command({ kind: 'merge', name: given.value.name, into: name });
      if (competitorKey(given.value.name) === key) return command({ kind: 'rename', name: given.value.name });
      const advice = `That is another name than ${name}. Add it as another name instead.`;
      return { kind: 'wrong', problems: new Map([['name', [advice]]]) };
    }
  }
}

const form = (id: string, values: Readonly<Record<string, string>>): FormState => ({
  id,
  values: formValues(values),
  problems: NO_PROBLEMS,
});

export const NO_SUCH_COMPETITOR = messagePage({
  heading: 'There is no such competitor',
  advice: ['No report has named it, and nobody has added it. Look for it in the list.'],
  links: [{ href: '/competitors', label: 'See all competitors' }],
});
