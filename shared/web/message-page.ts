import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';

export interface Message {
  /** What happened, as the heading. */
  readonly heading: string;
  /** What it means and what to do, a paragraph each. */
  readonly advice: readonly (string | Html)[];
  readonly links?: readonly { readonly href: string; readonly label: string }[];
}

const HOME = { href: '/', label: 'Go to the start page' };

/** A page that only says something: what happened, what it means, what to do. */
export function messagePage({ heading, advice, links = [HOME] }: Message): Page {
  return {
    title: heading,
    body: html`<h1>${heading}</h1>
${advice.map((paragraph) => html`<p>${paragraph}</p>`)}
<ul class="actions">${links.map(({ href, label }) => html`<li><a class="button" href="${href}">${label}</a></li>`)}</ul>`,
  };
}

/** There is nothing at this address. */
export const notFoundPage = (): Page =>
  messagePage({
    heading: 'There is no such page',
    advice: ['The address is misspelt, or it is from a message that was cut off. Check it, or start again.'],
    links: [HOME, { href: '/alerts', label: 'See the alerts' }],
  });

export interface Fault {
  readonly heading: string;
  readonly advice: readonly string[];
}

/** Something broke on our side. Without an argument it says what is true of any fault. */
export const errorPage = (fault: Partial<Fault> = {}): Page =>
  messagePage({
    heading: fault.heading ?? 'Something is broken on our side',
    advice: fault.advice ?? [
      'Whether your report was stored is not known. Go back and send it again: the same report is never stored twice.',
      'If it happens again, tell the person who runs Tandem, and say when it happened.',
    ],
  });
