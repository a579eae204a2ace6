import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { linkedText } from './linked-text.ts';

export interface ShownMessage {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** When it was sent, readable. */
  readonly sentAt: string;
  /** Whether it went out by e-mail. Absent where nothing was mailed. */
  readonly mailed?: boolean | undefined;
}

/** Every message to the two teams, as its reader sees it. `isMailed`: messages go out by e-mail at present. */
export const outboxPage = (messages: readonly ShownMessage[], isMailed: boolean): Page => ({
  title: 'Outbox',
  current: '/local/outbox',
  body: html`<h1>Outbox</h1>
<p>${
    isMailed
      ? 'What Tandem tells both teams. Messages also go out by e-mail, since SMTP_URL is set; each says whether it has. What is not mailed after some hours waits for the person who runs Tandem.'
      : 'What Tandem tells both teams. Messages stay here: to send them by e-mail as well, set SMTP_URL and the addresses of the teams.'
  }</p>
${messages.length === 0 && html`<p>Nothing yet. A message appears here as soon as an alert opens.</p>`}
${messages.map((one) => message(one, isMailed))}`,
});

const message = (
  { id, to, subject, text, sentAt, mailed }: ShownMessage,
  isMailed: boolean,
): Html => html`<article class="card" id="${id}">
<h2>${subject}</h2>
<p class="card-line">To ${to}, ${sentAt}${mailing(mailed, isMailed)}</p>
<pre class="mail" tabindex="0" aria-label="Text of the message">${linkedText(text)}</pre>
</article>`;

function mailing(mailed: boolean | undefined, isMailed: boolean): string {
  if (mailed === true) return ', mailed';
  if (!isMailed) return '';
  return mailed === false ? ', not mailed yet, it will be tried again' : ', not mailed';
}
