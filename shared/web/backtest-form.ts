import { html } from 'hono/html';
import { COLUMNS, REQUIRED } from '../domain/backtest/columns.ts';
import { errorSummary } from './forms/error-summary.ts';
import { fileField } from './forms/field.ts';
import { type FormState, NO_PROBLEMS } from './forms/form-state.ts';
import type { Page } from './layout.ts';
import { BACKTEST_PATH } from './paths.ts';

export const FILE_FIELD = 'file';

/** As much as a file may have where a home does not say otherwise. */
export const USUAL_UPLOAD = 50_000_000;

/** Where one chooses a table of closed deals. */
export function backtestForm({
  largest,
  problem,
}: {
  /** Bytes that a file may have. */
  readonly largest: number;
  readonly problem?: string | undefined;
}): Page {
  const problems = problem === undefined ? NO_PROBLEMS : new Map([[FILE_FIELD, [problem]]]);
  const form: FormState = { id: 'backtest', values: new Map(), problems };
  const title = 'What would Tandem have said?';
  const optional = COLUMNS.filter((column) => !REQUIRED.includes(column));
  return {
    title: problem === undefined ? title : `Error: ${title}`,
    current: '/patterns',
    body: html`<div class="narrow-page">
${errorSummary(form)}<h1>${title}</h1>
<p class="intro">Choose an export of your closed deals. You see which alerts Tandem would have opened, and when, with the same detectors that watch your reports.</p>
<form method="post" action="${BACKTEST_PATH}" enctype="multipart/form-data">
${fileField(form, {
  name: FILE_FIELD,
  label: 'Table of closed deals',
  hint: `CSV with a header, at most ${megabytes(largest)}. A large one takes up to a minute.`,
  accept: '.csv,text/csv',
})}
<p class="send"><button type="submit">Test these deals</button></p>
</form>
<p class="hint"><strong>Nothing is kept.</strong> The deals are read, tested and forgotten; they are neither stored nor logged, and they change no pattern and no alert.</p>
${largest < USUAL_UPLOAD && html`<p class="hint">More does not fit through the web server here. A larger file can be tested on any machine with <code>npm run backtest -- FILE.csv</code>, or in parts.</p>`}
<section aria-labelledby="columns">
<h2 id="columns">What the file needs</h2>
<p>The columns ${listed(REQUIRED)}, one row for each deal: how it ended (lost or won), and when, as YYYY-MM-DD.</p>
<p>As far as there are: ${listed(optional)}. Columns may stand in any order. Without the rep and the account there is no alarm about a pattern, because one needs reports from two of each.</p>
</section>
</div>`,
  };
}

export const megabytes = (bytes: number): string => `${Math.floor(bytes / 1_000_000)} MB`;

const listed = (columns: readonly string[]) =>
  columns.map((column, place) => html`${place > 0 && ', '}<code>${column}</code>`);
