import { html } from 'hono/html';
import { readableDate } from '../domain/calendar-date.ts';
import type { Html } from './html.ts';

/** "4 Dec 2026, 17:05" in the time zone of the business. */
export const readableMoment = (timeZone: string, time: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);

/** A moment for people and for machines. */
export const moment = (timeZone: string, time: number): Html =>
  html`<time datetime="${new Date(time).toISOString()}">${readableMoment(timeZone, time)}</time>`;

/** A day for people and for machines. */
export const day = (date: string): Html => html`<time datetime="${date}">${readableDate(date)}</time>`;
