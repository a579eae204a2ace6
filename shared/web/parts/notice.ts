import { html } from 'hono/html';
import type { Content, Html } from '../html.ts';

/** What just happened. Screen readers say it when the page opens. */
export const notice = (content: Content): Html => html`<div class="notice" role="status">${content}</div>`;

/** Something to know before one goes on. */
export const warning = (content: Content): Html => html`<div class="notice warning">${content}</div>`;
