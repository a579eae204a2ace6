import type { Context } from 'hono';
import { backtestForm, FILE_FIELD, megabytes, USUAL_UPLOAD } from '../../../shared/web/backtest-form.ts';
import { backtestPage } from '../../../shared/web/backtest-page.ts';
import { sentenceAbout } from '../../../shared/web/forms/problems.ts';
import { testUpload } from '../backtest-upload.ts';
import { boundaryIn } from '../multipart.ts';
import { createTurns } from '../take-turns.ts';
import { notAForm } from './form-body.ts';
import type { PageDeps } from './page-deps.ts';

/** A test of the detectors with deals of one's own. Nothing of them is stored or logged. */
export function createBacktestPages({ settings, largestUpload: largest = USUAL_UPLOAD, show }: PageDeps) {
  // A test needs some hundred bytes for each row, and several at once would need them several times.
  const inTurn = createTurns();

  async function receive(context: Context) {
    const boundary = boundaryIn(context.req.header('content-type'));
    if (boundary === undefined) return notAForm(context, show);
    const upload = { field: FILE_FIELD, boundary, largest };
    const tested = await inTurn(() => testUpload(context.req.raw, upload, settings));
    const again = (problem: string, status: 413 | 422) =>
      show(context, backtestForm({ largest, problem }), status);
    switch (tested.kind) {
      case 'no-file':
        return again('No file was chosen. Choose one.', 422);
      case 'too-large':
        return again(
          `The file is larger than ${megabytes(largest)}. Test it in parts, such as a year each, or leave the column note out.`,
          413,
        );
      case 'cut-off':
        return again('The file did not arrive as a whole. Send it again.', 422);
      case 'unreadable':
        return again(sentenceAbout('The file', tested.message), 422);
      case 'left':
        return context.body(null, 204);
      case 'tested': {
        const shown = tested.runs.find(({ budget }) => budget === settings.falseAlarmsPerQuarter);
        if (shown === undefined) throw new Error('The promise in force was not tested.');
        return show(context, backtestPage({ ...tested, shown }));
      }
    }
  }

  return { ask: (context: Context) => show(context, backtestForm({ largest })), receive };
}
