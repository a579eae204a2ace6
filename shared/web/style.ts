import { fingerprint } from './fingerprint.ts';

/**
 * The one stylesheet, by hand. Colours come in pairs that have a contrast of at least 4.5 for text and 3 for borders
 * of controls (WCAG 2.2 AA), in light and in dark. Everything that one touches is 44 px high (2.75rem).
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f7f9;
  --card: #ffffff;
  --ink: #1b2330;
  --quiet: #525d6d;
  --line: #d8dde5;
  --edge: #7a8596;
  --link: #1a5190;
  --accent: #1d5b9b;
  --on-accent: #ffffff;
  --track: #e4e8ee;
  --sales: #1d5b9b;
  --marketing: #8c3f80;
  --red: #a3231c;
  --red-paper: #fcecea;
  --amber: #7a4d00;
  --amber-paper: #fcf2dc;
  --green: #1c6338;
  --green-paper: #e5f4ea;
  --blue-paper: #e6eff9;
  --radius: 0.5rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161d;
    --card: #1b212b;
    --ink: #e6eaf0;
    --quiet: #a9b3c1;
    --line: #333c4a;
    --edge: #8591a3;
    --link: #8fbff2;
    --accent: #8fbff2;
    --on-accent: #0d1826;
    --track: #333c4a;
    --sales: #6fa8e6;
    --marketing: #d38cc7;
    --red: #f6a29a;
    --red-paper: #3a1d1c;
    --amber: #f0c674;
    --amber-paper: #362a12;
    --green: #8fd3a8;
    --green-paper: #16301f;
    --blue-paper: #182a3f;
  }
}

*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
.wide { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
.narrow-page { max-width: 40rem; }
main.wide { padding-bottom: 2rem; }
main:focus { outline: none; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 1.75rem; margin-top: 1.75rem; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.0625rem; }
h4 { font-size: 1rem; margin-top: 1rem; }
p { margin: 0.5rem 0; }
section { margin-top: 2.25rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.intro { font-size: 1.125rem; color: var(--quiet); max-width: 44rem; }
.hint { color: var(--quiet); font-size: 0.9375rem; max-width: 44rem; }
.empty { padding: 1rem; border: 1px dashed var(--edge); border-radius: var(--radius); max-width: 44rem; }
.none, .optional { color: var(--quiet); font-weight: 400; }
.none { font-size: 0.9375rem; }
.note { white-space: pre-line; }
.hidden, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip:focus { position: absolute; z-index: 1; background: var(--card); padding: 0.75rem 1rem; }

/* The frame */
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; flex-wrap: wrap; align-items: center; column-gap: 2rem; }
.brand {
  display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; margin: 0.25rem 0;
  color: var(--ink); font-weight: 700; font-size: 1.1875rem; text-decoration: none;
}
.top ul, .filter, .actions, .teams, .doors, .cards, .bars, .story { list-style: none; margin: 0; padding: 0; }
.top ul, .filter { display: flex; flex-wrap: wrap; margin-left: -0.5rem; }
.top li a, .filter a {
  display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 0.5rem; font-size: 1rem;
  color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent;
}
.top li a:hover, .filter a:hover { text-decoration: underline; }
[aria-current] { font-weight: 600; }
.top li a[aria-current], .filter a[aria-current] { border-bottom-color: var(--accent); }
.filter { margin-top: 0.75rem; border-bottom: 1px solid var(--line); }
footer { color: var(--quiet); font-size: 0.875rem; }
footer p { padding-top: 1rem; border-top: 1px solid var(--line); }

/* Buttons and links that do something */
button, .button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: 0.5rem 1.125rem;
  border: 1px solid var(--accent); border-radius: var(--radius); background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { filter: brightness(1.12); text-decoration: underline; }
.button.quiet { background: transparent; color: var(--link); border-color: var(--edge); }
button.danger { background: var(--red); border-color: var(--red); color: var(--card); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.25rem 0; }
.more-links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin-top: 1.5rem; }
.more-links a { display: inline-flex; align-items: center; min-height: 2.75rem; }

/* The three choices on the start page */
.doors { display: grid; gap: 0.75rem; margin: 1.5rem 0; }
.door {
  display: block; height: 100%; padding: 1.125rem 1.25rem; background: var(--card); border: 1px solid var(--edge);
  border-left: 0.375rem solid var(--accent); border-radius: var(--radius); text-decoration: none; color: var(--ink);
}
.door strong { display: block; font-size: 1.1875rem; color: var(--link); }
.door span { color: var(--quiet); }
.door:hover { border-color: var(--accent); }
.door:hover strong { text-decoration: underline; }

/* Cards, tags, notices */
.cards { display: grid; gap: 0.75rem; margin-top: 1rem; }
.card, .team {
  background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 1rem 1.25rem;
}
.card-title { font-size: 1.125rem; }
.card-line { color: var(--quiet); }
.tag {
  display: inline-block; padding: 0.0625rem 0.5rem; border-radius: 0.75rem; border: 1px solid currentcolor;
  color: var(--quiet); font-size: 0.875rem; font-weight: 600; line-height: 1.5; vertical-align: 0.0625rem;
}
.tag.firing, .tag.lost { color: var(--red); background: var(--red-paper); }
.tag.half-acknowledged { color: var(--amber); background: var(--amber-paper); }
.tag.acknowledged, .tag.open { color: var(--link); background: var(--blue-paper); }
.tag.responding, .tag.resolved, .tag.won { color: var(--green); background: var(--green-paper); }
.teams { display: flex; flex-wrap: wrap; gap: 0.125rem 1.5rem; }
.teams li::before { content: "\\25CB\\00A0"; color: var(--amber); font-weight: 700; }
.teams .answered::before { content: "\\25CF\\00A0"; color: var(--green); }
.notice, .summary {
  margin: 1.25rem 0 0; padding: 0.75rem 1.25rem; border-radius: var(--radius); border: 1px solid var(--green);
  border-left-width: 0.375rem; background: var(--green-paper); max-width: 44rem;
}
.notice.warning { border-color: var(--amber); background: var(--amber-paper); }
.summary { border-color: var(--red); background: var(--red-paper); }
.summary h2 { font-size: 1.0625rem; }
.summary ul { margin: 0.5rem 0; padding-left: 1.25rem; }
.summary li { margin: 0.375rem 0; }
.summary a { color: var(--red); }

/* Forms */
form { margin-top: 1.25rem; max-width: 44rem; }
.actions form, .story form, td form, .grid > form { margin-top: 0; }
.question, .group, .field { margin: 0 0 1.5rem; }
.question > .field:last-child, .group .field:last-child, .grid > .field { margin-bottom: 0; }
.group { border: 0; padding: 0; min-width: 0; }
label, legend { display: block; padding: 0; margin-bottom: 0.25rem; font-weight: 600; }
.field .hint { margin: -0.25rem 0 0.25rem; }
.group > .hint { margin: -0.25rem 0 0.5rem; }
.problem { margin: 0.125rem 0 0.375rem; color: var(--red); font-weight: 600; }
.wrong { border-left: 0.25rem solid var(--red); padding-left: 0.75rem; }
.group.wrong { padding-left: 0.75rem; }
input, select, textarea {
  width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--edge); border-radius: var(--radius);
  background: var(--card); color: var(--ink); font: inherit;
}
textarea { resize: vertical; }
[aria-invalid="true"]:not([role]) { border-color: var(--red); }
input[readonly] { background: var(--paper); border-style: dashed; }
.choices { display: grid; gap: 0.5rem; margin: 0.375rem 0 0; }
.group .choices + .field { margin-top: 1rem; }
.choice {
  margin: 0; display: flex; align-items: center; gap: 0.75rem; min-height: 2.75rem; padding: 0.375rem 0.75rem;
  border: 1px solid var(--edge); border-radius: var(--radius); background: var(--card); font-weight: 400; cursor: pointer;
}
.choice:has(:checked) { border-color: var(--accent); background: var(--blue-paper); }
.choice input { flex: none; margin: 0; width: 1.25rem; height: 1.25rem; min-height: 0; accent-color: var(--accent); }
.choice small { display: block; color: var(--quiet); font-size: 0.875rem; line-height: 1.35; }
.pair { display: grid; grid-template-columns: 1fr 8rem; gap: 0.75rem; align-items: end; }
.pair .field { margin: 0; }
.pair label { font-weight: 400; }
.pair:has(.wrong) { grid-template-columns: 1fr; }
.grid { display: grid; gap: 1.25rem; margin-bottom: 1.5rem; }
.more { margin: 0 0 1.5rem; }
.more summary, .team summary {
  display: flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; color: var(--link); font-weight: 600; cursor: pointer;
}
.more > summary::before { content: "+"; width: 1rem; font-size: 1.25rem; text-align: center; }
.more[open] > summary::before { content: "\\2212"; }
.more > summary::-webkit-details-marker { display: none; }
.more-fields { padding: 1.25rem 0 0 1.25rem; border-left: 2px solid var(--line); }
.send { margin: 0; }
.grid .field + .send { margin-top: -0.5rem; }

/* Tables: cards on a phone, rows and columns elsewhere */
table { width: 100%; border-collapse: collapse; margin-top: 0.75rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.5rem; }
th { text-align: left; font-weight: 600; }
td > div, th > div { max-width: 20rem; overflow-wrap: break-word; }
.number > div { margin-left: auto; }
@media (max-width: 43.99rem) {
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr {
    background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.625rem 1rem;
    margin-bottom: 0.75rem;
  }
  td { display: grid; grid-template-columns: minmax(6.5rem, 38%) 1fr; gap: 0.75rem; align-items: start; padding: 0.1875rem 0; }
  td::before { content: attr(data-label); color: var(--quiet); font-size: 0.9375rem; }
  tbody th { padding-bottom: 0.25rem; }
}
@media (min-width: 44rem) {
  th, td { padding: 0.625rem 0.75rem; vertical-align: top; border-bottom: 1px solid var(--line); }
  thead th { border-bottom-color: var(--edge); font-size: 0.9375rem; vertical-align: bottom; }
  tbody tr { background: var(--card); }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  time { white-space: nowrap; }
  h1 { font-size: 2.125rem; margin-top: 2.5rem; }
  .doors { grid-template-columns: repeat(3, 1fr); }
  .choices.row { grid-auto-flow: column; grid-auto-columns: 1fr; }
  .choices.columns { grid-template-columns: 1fr 1fr; }
  .grid { grid-template-columns: 1fr 1fr; }
  .facts { grid-template-columns: 1fr 1fr; }
  .facts .wide { grid-column: 1 / -1; max-width: none; padding: 0.375rem 0; grid-template-columns: minmax(7.5rem, 16.5%) 1fr; }
  .whole { white-space: nowrap; }
}

/* Facts, bars, stories */
.facts {
  display: grid; gap: 0 2rem; margin: 1.25rem 0; padding: 0.5rem 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: var(--radius);
}
.facts div { display: grid; grid-template-columns: minmax(7.5rem, 35%) 1fr; gap: 0.75rem; padding: 0.375rem 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
.why { font-size: 1.1875rem; max-width: 44rem; }
.bars { margin-top: 0.75rem; max-width: 44rem; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0.125rem 0.75rem; margin-bottom: 0.75rem; }
.bars meter { grid-column: 1 / -1; grid-row: 2; }
.shares { display: block; width: 8rem; height: 1rem; margin-top: 0.25rem; }
.shares .track { fill: var(--track); }
.shares .usual { fill: var(--edge); }
.shares .guess { fill: var(--ink); }
.shares .run { fill: var(--red); }
.timeline { display: block; width: 100%; max-width: 44rem; height: 6rem; margin-top: 0.75rem; }
.timeline .usual { fill: var(--edge); }
.timeline .run { fill: var(--red); }
.meter-text { color: var(--quiet); font-size: 0.9375rem; white-space: nowrap; }
meter {
  -webkit-appearance: none; appearance: none; display: block; width: 100%; min-width: 6rem; height: 0.625rem;
  border: 0; border-radius: 1rem; background: var(--track); overflow: hidden;
}
meter::-webkit-meter-inner-element { display: block; height: 100%; }
/* Chromium shifts its bars by half their height to centre them in a grid that we do not use. */
meter::-webkit-meter-bar { position: static; height: 0.625rem; border: 0; border-radius: 1rem; background: var(--track); }
meter::-webkit-meter-optimum-value { position: static; height: 0.625rem; background: var(--accent); }
meter::-moz-meter-bar { background: var(--accent); }
.story { margin-top: 0.75rem; border-left: 2px solid var(--line); }
.story li { padding: 0 0 0.75rem 1rem; }
.story p { margin: 0; }
.when { color: var(--quiet); font-size: 0.9375rem; }

/* Messages, as a mail program shows plain text */
article.card { margin-top: 1rem; }
article.card h2 { font-size: 1.125rem; }
.mail { margin: 0.75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.9375rem/1.5 ui-monospace, Menlo, Consolas, monospace; }

/* Two teams beside each other */
.two { display: grid; gap: 1rem; margin-top: 0.75rem; align-items: start; }
.team { margin: 0; border-top: 0.375rem solid var(--sales); }
.team.marketing { border-top-color: var(--marketing); }
.team.highlighted { border-color: var(--sales); box-shadow: 0 0 0 2px var(--sales); }
.team.marketing.highlighted { border-color: var(--marketing); box-shadow: 0 0 0 2px var(--marketing); }
.team h3 { font-size: 1.1875rem; }
.waiting { color: var(--amber); }
.teams .waiting, .teams .answered { color: inherit; }
.team .waiting { font-weight: 600; }
.team .more { margin: 0.75rem 0 0; border-top: 1px solid var(--line); }
.team form { margin-top: 0.75rem; }
@media (min-width: 56rem) { .two { grid-template-columns: 1fr 1fr; } }

@media print {
  .top nav, .skip, form, .actions, .more, .filter, .more-links { display: none; }
  body { background: #ffffff; color: #000000; font-size: 11pt; }
  .card, .team, .facts, tr { break-inside: avoid; }
  a { color: inherit; }
}
@media (forced-colors: active) { meter { appearance: auto; -webkit-appearance: meter; } }
`;

/** The version stands in the address, so that browsers may keep the file for a year and still see each change. */
export const STYLE_VERSION = fingerprint(STYLE);
export const STYLE_URL = `/style.css?v=${STYLE_VERSION}`;
