import type { Mention } from '../../../shared/domain/report.ts';
import { idempotencyKey } from '../../../shared/store/keys.ts';
import type { Idempotency } from '../../../shared/store/record-report.ts';
import { type FormValues, firstOf } from '../../../shared/web/forms/form-state.ts';
import { FORM_KEY } from '../../../shared/web/forms/mention-form.ts';

/**
 * What makes a mention that is sent twice one mention: the key in its form. A key that is none of ours is ignored, and the
 * mention is compared with what is stored instead.
 */
export function onceByForm(dealId: string, values: FormValues, mention: Mention): Idempotency | undefined {
  const key = firstOf(values, FORM_KEY);
  if (!/^[\w.:-]{1,100}$/.test(key)) return undefined;
  const digest = JSON.stringify(Object.entries(mention).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { key: idempotencyKey(dealId, key), digest };
}
