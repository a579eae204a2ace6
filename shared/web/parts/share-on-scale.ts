import { html } from 'hono/html';
import type { PatternRow } from '../../store/patterns.ts';
import type { Html } from '../html.ts';

const WIDTH = 128;
const HEIGHT = 16;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * The usual share of a pattern with its interval, and the share of the current run, on a line from 0 to `scale`. The square
 * root spreads the small shares, which are most of them.
 *
 * @param scale The largest share on the page, above 0, so that the pictures of one page can be compared.
 */
export function shareOnScale(
  { usualShare, usualBetween: [low, high], matches, of }: PatternRow,
  scale: number,
): Html {
  const place = (share: number): number => Math.sqrt(share / scale) * WIDTH;
  const at = (share: number): string => place(share).toFixed(1);
  const run = matches === 0 ? undefined : matches / of;
  const said = `usually ${percent(usualShare)}, between ${percent(low)} and ${percent(high)}`;
  const label = run === undefined ? said : `${said}; lately ${percent(run)}`;
  return html`<svg class="shares" viewBox="-4 0 ${WIDTH + 8} ${HEIGHT}" role="img" aria-label="${label}"><rect class="track" x="0" y="7" width="${WIDTH}" height="2"/><rect class="usual" x="${at(low)}" y="4" width="${(place(high) - place(low)).toFixed(1)}" height="8"/><rect class="guess" x="${at(usualShare)}" y="2" width="1.5" height="12"/>${run !== undefined && html`<circle class="run" cx="${at(run)}" cy="8" r="4"/>`}</svg>`;
}
