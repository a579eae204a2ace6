import { html } from 'hono/html';
import type { Content, Html } from '../html.ts';

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => Content;
  readonly numeric?: boolean;
}

/**
 * A table whose first column names the row. On a phone each row becomes a small card, and the labels of the columns
 * stand before the cells; the roles keep it a table for screen readers, which `display: block` would undo.
 */
export function table<Row>({
  caption,
  columns,
  rows,
}: {
  readonly caption: Content;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}): Html {
  return html`<table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(
    ({ label, numeric = false }) =>
      html`<th scope="col" role="columnheader"${numeric && html` class="number"`}>${label}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (row) => html`<tr role="row">${columns.map((column, index) => cell(column, row, index === 0))}</tr>
`,
)}</tbody>
</table>`;
}

function cell<Row>({ label, cell: content, numeric = false }: Column<Row>, row: Row, first: boolean): Html {
  const attributes = html` data-label="${label}"${numeric && html` class="number"`}`;
  const shown = content(row);
  const given =
    shown === undefined || shown === false || shown === ''
      ? html`<span class="none">not given</span>`
      : shown;
  return first
    ? html`<th scope="row" role="rowheader"${attributes}><div>${given}</div></th>`
    : html`<td role="cell"${attributes}><div>${given}</div></td>`;
}
