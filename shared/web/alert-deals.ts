import { html } from 'hono/html';
import type { AtRiskDeal } from '../domain/alerts/at-risk.ts';
import {
  countedOf,
  type EvidenceDeal,
  moneyLost,
  reasonCounts,
  stillCounts,
} from '../domain/alerts/evidence.ts';
import { MOST_EVIDENCE } from '../domain/alerts/life.ts';
import { fixedParts } from '../domain/detection/pattern-key.ts';
import { capitalised } from '../domain/families/wording.ts';
import { readableMoney, readableSums, sumByCurrency } from '../domain/money.ts';
import { REASON_CODES, REASON_LABELS } from '../domain/reasons.ts';
import type { AlertView } from '../store/alert-view.ts';
import { standingInWords, toldInWords } from './evidence-words.ts';
import type { Html } from './html.ts';
import { day } from './moment.ts';
import { table } from './parts/table.ts';
import { dealPath } from './paths.ts';
import { count, THREAT_WORDS } from './words.ts';

const dealLink = (dealId: string): Html => html`<a href="${dealPath(dealId)}">${dealId}</a>`;

/** The open deals that can still be saved. */
export function atRiskSection({ alert, names, atRisk }: AlertView): Html {
  const { competitor = 'This competitor', segment } = names;
  const same = segment === undefined ? 'same competitor' : 'same competitor and segment';
  return html`<section id="at-risk" aria-labelledby="at-risk-heading">
<h2 id="at-risk-heading">Still open, ${same}</h2>
${
  alert.pattern.competitor === null
    ? html`<p class="empty">${fixedParts(alert.pattern) === 0 ? 'This is about all losses together' : 'No competitor is named in this pattern'}, so no open deals can be told apart as at risk.</p>`
    : atRisk.length === 0
      ? html`<p class="empty">No open deal that Tandem knows of. When ${competitor} comes up in one, <a href="/report/mention">log a mention</a> and the deal appears here.</p>`
      : atRiskTable(atRisk)
}
</section>`;
}

function atRiskTable(atRisk: readonly AtRiskDeal[]): Html {
  const total = readableSums(sumByCurrency(atRisk.map(({ money }) => money)));
  const sum = total === undefined ? '' : `, ${total} in all`;
  return table({
    caption: `${count(atRisk.length, 'open deal')}${sum}. Where most is in danger comes first: the amount, times how much more often such deals are lost now.`,
    rows: atRisk.map((deal, index) => ({ ...deal, rank: index + 1 })),
    columns: [
      { label: 'Deal', cell: ({ rank, dealId }) => [`${rank}. `, dealLink(dealId)] },
      { label: 'Customer', cell: ({ account }) => account },
      { label: 'Amount', numeric: true, cell: ({ money }) => money && readableMoney(money) },
      { label: 'Expected close', cell: ({ expectedCloseOn }) => expectedCloseOn && day(expectedCloseOn) },
      { label: 'Stage', cell: ({ stage }) => stage },
      { label: 'Threat', cell: ({ threat }) => threat && THREAT_WORDS[threat] },
    ],
  });
}

/** How often each reason was reported first, as bars. */
export function reasonsSection({ alert, evidence }: AlertView): Html {
  const counts = reasonCounts(evidence);
  const deals = counts.reduce((sum, reason) => sum + reason.deals, 0);
  const counted = countedOf(alert.figures, evidence.length);
  return html`<section aria-labelledby="reasons-heading">
<h2 id="reasons-heading">Reported reasons</h2>
${
  counts.length === 0
    ? html`<p class="empty">${
        evidence.some(stillCounts)
          ? 'None of the deals behind this alert was lost, so there is no reason yet.'
          : 'No report behind this alert counts any longer.'
      }</p>`
    : html`<ul class="bars">
${counts.map(
  ({ code, deals: number }) =>
    html`<li><span id="reason-${code}">${labelOf(code)}</span> <meter min="0" max="${deals}" value="${number}" aria-labelledby="reason-${code}">${number} of ${deals}</meter> <span class="meter-text">${number} of ${deals}</span></li>
`,
)}</ul>`
}${
  counted !== undefined &&
  html`<p class="hint">In ${evidence.length} of the ${counted} deals that the alert counts.</p>
`
}</section>`;
}

/** The deals that made the alert fire: mostly lost ones, and those in which a new competitor was named. */
export function evidenceSection(view: AlertView): Html {
  const { evidence } = view;
  const onlyLosses = evidence.every(({ told }) => told === 'lost');
  return html`<section id="evidence" aria-labelledby="evidence-heading">
<h2 id="evidence-heading">Evidence</h2>
${table({
  caption: `${reportsInWords(view, onlyLosses ? 'loss report' : 'report')}. The oldest report comes first.`,
  rows: evidence,
  columns: [
    { label: 'Deal', cell: (deal) => [dealLink(deal.dealId), standingTag(deal)] },
    onlyLosses
      ? { label: 'Lost on', cell: ({ on }) => day(on) }
      : { label: 'What was reported', cell: (deal) => [`${capitalised(toldInWords(deal))}, `, day(deal.on)] },
    { label: 'Customer', cell: ({ account }) => account },
    {
      label: 'Amount',
      numeric: true,
      cell: (deal) =>
        deal.money === undefined ? !stillCounts(deal) && 'not counted' : readableMoney(deal.money),
    },
    { label: 'Main reason', cell: ({ primaryReason }) => primaryReason && labelOf(primaryReason) },
    { label: 'Sales rep', cell: ({ owner }) => owner },
  ],
})}
</section>`;
}

/** "3 loss reports behind this alert, 205,000 EUR lost"; and of how many, where there were more. */
function reportsInWords({ alert, evidence }: AlertView, report: string): string {
  const kept = evidence.length;
  const counted = countedOf(alert.figures, kept);
  const latest = kept < MOST_EVIDENCE ? '' : 'The latest ';
  const reports = counted === undefined ? count(kept, report) : `${kept} of ${count(counted, report)}`;
  const lost = readableSums(moneyLost(evidence));
  const money = lost === undefined ? '' : `, ${lost} lost${counted === undefined ? '' : ` in the ${kept}`}`;
  return `${latest}${reports} behind this alert${money}`;
}

function standingTag(deal: EvidenceDeal): Html | undefined {
  const words = standingInWords(deal);
  return words === undefined ? undefined : html` <span class="tag">${words}</span>`;
}

function labelOf(code: string): string {
  const known = REASON_CODES.find((one) => one === code);
  return known === undefined ? code : REASON_LABELS[known];
}
