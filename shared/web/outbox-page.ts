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
}

/** Every message that the two teams were sent, as its reader sees it. */
export const outboxPage = (messages: readonly ShownMessage[], isMailed: boolean): Page => ({
  title: 'Outbox',
  current: '/local/outbox',
  body: html`<h1>Outbox</h1>
<p>${
    isMailed
      ? 'What both teams were sent. These messages also went out by e-mail.'
      : 'What both teams would have received by e-mail. To send it for real, set SMTP_URL and the addresses of the teams.'
  }</p>
${messages.length === 0 && html`<p>Nothing yet. A message appears here as soon as an alert opens.</p>`}
${messages.map(message)}`,
});

const message = ({
  id,
  to,
  subject,
  text,
  sentAt,
}: ShownMessage): Html => html`<article class="card" id="${id}">
<h2>${subject}</h2>
<p class="card-line">To ${to}, ${sentAt}</p>
<pre class="mail" tabindex="0" aria-label="Text of the message">${linkedText(text)}</pre>
</article>`;
