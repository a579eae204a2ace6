import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod';
import { dateIn } from '../../../shared/domain/calendar-date.ts';
import { competitorsIn, type Deal, mentionOf } from '../../../shared/domain/deal.ts';
import type { DealEntry } from '../../../shared/domain/ledger-entry.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { dealId } from '../../../shared/domain/report.ts';
import { getCompetitor } from '../../../shared/store/competitors.ts';
import { getDeal } from '../../../shared/store/deals.ts';
import { firstOf } from '../../../shared/web/forms/form-state.ts';
import { refusalNotice } from '../../../shared/web/forms/refusal.ts';
import type { NoteQuestion } from '../../../shared/web/note-question.ts';
import { correctionPath, dealPath } from '../../../shared/web/paths.ts';
import type { Stored } from '../../../shared/web/stored-notice.ts';
import { readForm } from './form-body.ts';
import { onceByForm } from './form-key.ts';
import type { PageDeps } from './page-deps.ts';

const entryNumber = z.coerce.number().int().positive().optional().catch(undefined);

/** After these there is a report whose note may ask something. */
const AFTER: readonly (Stored | undefined)[] = ['loss', 'win', 'mention', 'corrected', 'update', 'unchanged'];

/** The question that the page of a deal asks once a report is stored, if its note asks any. */
export async function askedByNote(
  context: Context,
  { readNote, newId }: Pick<PageDeps, 'readNote' | 'newId'>,
  {
    deal,
    entries,
    stored,
  }: {
    readonly deal: Deal;
    readonly entries: readonly DealEntry[];
    readonly stored: Stored | undefined;
  },
): Promise<NoteQuestion | undefined> {
  if (!AFTER.includes(stored)) return undefined;
  const asked = entryNumber.parse(context.req.query('note'));
  const told = noteToAskAbout(deal, entries, asked);
  if (told === undefined) return undefined;
  const competitors = await readNote(told.note, deal);
  return competitors.length === 0 ? undefined : { entry: told.entry, competitors, formKey: newId() };
}

/**
 * The note of the newest report, or of the one that was asked about, where one of several questions was answered already;
 * and only while it is in force. A correction that leaves the note as it was asks nothing again.
 */
function noteToAskAbout(deal: Deal, entries: readonly DealEntry[], asked: number | undefined) {
  const { closing } = deal;
  if (closing !== undefined) {
    const { note } = closing.report;
    const before = entries.filter(
      (entry) => entry.seq !== closing.seq && (entry.type === 'DealLost' || entry.type === 'DealWon'),
    );
    const isKnown = before.some((entry) => 'report' in entry && entry.report.note === note);
    return note === undefined || isKnown ? undefined : { entry: closing.seq, note };
  }
  const mentions = entries.flatMap((entry) => (entry.type === 'CompetitorMentioned' ? [entry] : []));
  const entry = mentions.find(({ seq }) => seq === asked) ?? mentions.at(-1);
  if (entry === undefined) return undefined;
  const { competitor, note } = entry.mention;
  const inForce = mentionOf(deal, competitorKey(competitor));
  return note === undefined || inForce?.note !== note ? undefined : { entry: entry.seq, note };
}

/** Where a "yes" about an open deal is sent: it is a mention like any other. */
export function noteQuestionPages({ table, clock, settings, record, show }: PageDeps): Hono {
  async function receive(context: Context) {
    const id = dealId.safeParse(context.req.param('id'));
    const deal = id.success ? (await getDeal(table, id.data))?.deal : undefined;
    if (deal === undefined) return context.notFound();
    const form = await readForm(context, show);
    if (!form.ok) return form.response;
    const back = (stored: Stored) => {
      const entry = entryNumber.parse(firstOf(form.value, 'entry'));
      const rest = entry === undefined ? '' : `&note=${entry}`;
      return context.redirect(`${dealPath(deal.id)}?stored=${stored}${rest}`, 303);
    };
    const competitor = await getCompetitor(table, firstOf(form.value, 'competitor'));
    // The register has changed since the question was asked, or somebody has reported the competitor.
    if (competitor?.standing !== 'known' && competitor?.standing !== 'archived') return back('unchanged');
    if (competitorsIn(deal).includes(competitor.key)) return back('unchanged');
    const mention = { competitor: competitor.name, heardOn: dateIn(settings.timeZone, clock()) };
    const outcome = await record(
      { kind: 'mention', dealId: deal.id, mention },
      onceByForm(deal.id, form.value, mention),
    );
    if (outcome.kind !== 'refused') return back(outcome.kind === 'stored' ? 'mention' : 'unchanged');
    if (outcome.reason === 'deal-closed' && outcome.deal?.closing !== undefined) {
      const kind = outcome.deal.closing.result === 'lost' ? 'loss' : 'win';
      return context.redirect(correctionPath(kind, deal.id, competitor.name), 303);
    }
    const body = html`<div class="narrow-page">
${refusalNotice(outcome.reason, deal.id, outcome.deal)}
<h1>The mention of ${competitor.name} was not stored</h1>
</div>`;
    return show(context, { title: 'The mention was not stored', body }, 409);
  }

  const app = new Hono();
  app.post('/deals/:id/mentions-in-note', receive);
  return app;
}
