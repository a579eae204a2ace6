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
  open: ['There was nothing to withdraw.', 'The deal is open: no report is in force.'],
};

export function storedNotice(stored: Stored): Html {
  const [heading, text] = WORDS[stored];
  return notice(html`<p><strong>${heading}</strong> ${text}</p>`);
}
