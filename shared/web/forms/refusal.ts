import { html } from 'hono/html';
import { type Deal, dealStatus } from '../../domain/deal.ts';
import type { RefusalReason } from '../../store/record-report.ts';
import type { Html } from '../html.ts';
import { dealPath, formPath } from '../paths.ts';
import { summaryBox } from './error-summary.ts';

/** Why a report that is well written was not taken, and what to do now. */
export function refusalNotice(reason: RefusalReason, dealId: string, deal: Deal | undefined): Html {
  const path = dealPath(dealId);
  switch (reason) {
    case 'deal-closed': {
      const result = deal === undefined || dealStatus(deal) === 'lost' ? 'lost' : 'won';
      return summaryBox(
        `Deal ${dealId} is reported as ${result}.`,
        html`<p>A mention belongs to an open deal. If the deal is open again, <a href="${path}/withdraw">withdraw the ${result === 'lost' ? 'loss' : 'win'} report</a> first and send this again. To name the competitor of a closed deal, <a href="${formPath(result === 'lost' ? 'loss' : 'win', dealId)}">correct its report</a>.</p>`,
      );
    }
    case 'too-many-competitors':
      return summaryBox(
        `Deal ${dealId} has as many competitors as it can have.`,
        html`<p>Twenty were mentioned already. Write the name of one of them to bring that mention up to date; <a href="${path}">the page of the deal</a> lists them.</p>`,
      );
    case 'key-reused':
      return summaryBox(
        'This form was sent before, with other answers.',
        html`<p>What you sent first is stored, this is not. If you want to log this as well, send it again now. <a href="${path}">See what is stored</a>.</p>`,
      );
    case 'no-such-mention':
      return summaryBox(
        `Deal ${dealId} has no such mention.`,
        html`<p>Somebody withdrew it in the meantime. <a href="${path}">See how the deal stands</a>.</p>`,
      );
    case 'no-such-report':
      return summaryBox(
        `Deal ${dealId} has no such report in force.`,
        html`<p>Somebody changed or withdrew it in the meantime. <a href="${path}">See how the deal stands</a>.</p>`,
      );
  }
}
