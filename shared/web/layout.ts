import { html } from 'hono/html';
import type { Html } from './html.ts';
import { STYLE_URL } from './style.ts';

export interface NavLink {
  readonly href: string;
  readonly label: string;
}

/** What a page is before it has the frame that all pages share. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** The address of the link in the navigation that the page belongs to. */
  readonly current?: string | undefined;
}

/** The one place that says what stands in the navigation. A home may add links of its own. */
const NAV: readonly NavLink[] = [
  { href: '/', label: 'Report' },
  { href: '/reports', label: 'Your reports' },
  { href: '/alerts', label: 'Alerts' },
  { href: '/patterns', label: 'Patterns' },
  { href: '/competitors', label: 'Competitors' },
];

/** A page in its frame: a whole HTML document. */
export function renderPage({ title, body, current }: Page, extraNav: readonly NavLink[] = []): Html {
  // Without a referrer browsers send our own forms with "Origin: null", and they look like those of another site.
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>${title} - Tandem</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_URL}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div class="wide">
<a class="brand" href="/"><img src="/icon.svg" alt="" width="32" height="32">Tandem</a>
<nav aria-label="Main">
<ul>
${[...NAV, ...extraNav].map(
  ({ href, label }) =>
    html`<li><a href="${href}"${href === current && html` aria-current="page"`}>${label}</a></li>
`,
)}</ul>
</nav>
</div>
</header>
<main id="main" class="wide" tabindex="-1">
${body}
</main>
<footer class="wide">
<p>Customers, amounts and notes on these pages are confidential. Reasons are what reps report.</p>
</footer>
</body>
</html>`;
}
