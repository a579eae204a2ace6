import type { Context } from 'hono';
import type { Deal } from '../../../shared/domain/deal.ts';
import { dealId } from '../../../shared/domain/report.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { getDeal } from '../../../shared/store/deals.ts';
import type { FieldValues } from '../../../shared/web/forms/values-of-deal.ts';

/** The deal that an address asks for with ?deal=, and its id where it is legal. */
export async function askedDeal(
  context: Context,
  table: Table,
): Promise<{ readonly id?: string; readonly deal?: Deal }> {
  const id = dealId.safeParse(context.req.query('deal'));
  if (!id.success) return {};
  const found = await getDeal(table, id.data);
  return found === undefined ? { id: id.data } : { id: id.data, deal: found.deal };
}

/** The values of an empty form, with the id that was asked for if it is one that nobody has reported yet. */
export const emptyForm = (id: string | undefined, defaults: FieldValues): FieldValues => ({
  ...defaults,
  dealId: id,
});
