import { html } from 'hono/html';
import type { Html } from './html.ts';
import { notice } from './parts/notice.ts';

/** What a form did, as the address of the deal's page tells it after the form was sent. */
export const STORED = [
  'loss',
  'win',
  'mention',
  'corrected',
  'update',
  'unchanged',
  'withdrawn',
  'mention-withdrawn',
  'open',
] as const;

export type Stored = (typeof STORED)[number];

const WATCHING =
  'Tandem is looking for patterns now. If this deal becomes part of an alert, this page says so.';

const WORDS: Readonly<Record<Stored, readonly [heading: string, text: string]>> = {
  loss: ['Your loss report is stored. Thank you.', WATCHING],
  win: [
    'Your win report is stored. Thank you.',
    'It tells Tandem what is usual, so that alerts keep their promise.',
  ],
  mention: [
    'Your mention is stored. Thank you.',
    'If this competitor is in an alert, or comes into one, both teams see this deal there.',
  ],
  corrected: [
    'Your report is stored. Thank you.',
    'It takes the place of the earlier report about this deal, which stays in the history. Every total follows.',
  ],
  update: ['The deal is up to date.', 'What you said about the competitor was known already.'],
  unchanged: ['Nothing new had to be stored.', 'Exactly this is stored already.'],
  withdrawn: [
    'The report is withdrawn.',
    'The deal is open again, and every total follows. The history keeps the report.',
  ],
  'mention-withdrawn': [
    'The mention is withdrawn.',
    'The deal no longer counts as at risk from this competitor. The history keeps the mention.',
  ],
  open: ['There was nothing to withdraw.', 'The deal is open: no report is in force.'],
};

/** Why a report that closes a deal is history for the detectors. The pages say so wherever they show the report. */
export const HISTORY_WORDS = {
  import: 'It came with an import, so it is counted as history: it says what is usual, and raises no alarm.',
  burst:
    'It was one of more than 20 reports of one person within a minute, so it is counted as history: it says what is usual, and raises no alarm.',
  late: 'The deal was closed more than four weeks before it was reported, so it is counted as history: it says what is usual, and raises no alarm.',
} as const;

/** @param history Why the report raises no alarm, if it is history. */
export function storedNotice(stored: Stored, history?: keyof typeof HISTORY_WORDS): Html {
  const [heading, usual] = WORDS[stored];
  const text = stored === 'loss' && history !== undefined ? HISTORY_WORDS[history] : usual;
  return notice(html`<p><strong>${heading}</strong> ${text}</p>`);
}
