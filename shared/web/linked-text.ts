import { html } from 'hono/html';
import type { Html } from './html.ts';

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;

/** Plain text as a mail program shows it: with its web addresses as links. */
export const linkedText = (text: string): Html[] =>
  text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
