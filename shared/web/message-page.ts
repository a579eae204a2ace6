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
