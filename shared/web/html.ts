import type { html } from 'hono/html';

/** Markup that is escaped already. Only `html` makes it; plain strings are escaped wherever they are put in. */
export type Html = ReturnType<typeof html>;

/** What may stand in markup: nothing, text, or markup. */
export type Content = Html | string | undefined | false | readonly Content[];
