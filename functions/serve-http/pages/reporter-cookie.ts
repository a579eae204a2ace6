import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { line } from '../../../shared/domain/text.ts';
import { PREFILLED } from '../../../shared/web/forms/common-fields.ts';
import { type FormValues, firstOf } from '../../../shared/web/forms/form-state.ts';

const NAME = 'tandem_reporter';
const YEAR = 365 * 86_400;
const reporterName = line('The name of a reporter');

/** The name that was given last on this device; undefined where there is none, or somebody tampered with it. */
export function rememberedName(context: Context): string | undefined {
  const name = reporterName.safeParse(getCookie(context, NAME));
  return name.success ? name.data : undefined;
}

/** Keeps the name on this device for a year. It only fills in a field, it proves nothing. */
export function rememberName(context: Context, typed: string): void {
  const name = reporterName.safeParse(typed);
  if (!name.success) return;
  setCookie(context, NAME, name.data, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: YEAR,
    secure: new URL(context.req.url).protocol === 'https:',
  });
}

/**
 * After a report was stored. A form that was filled in from a deal has the name of the deal's rep in it: whoever
 * corrects a colleague's report should not be taken for the colleague from then on.
 */
export function rememberReporter(context: Context, values: FormValues): void {
  const isFromDeal = firstOf(values, PREFILLED) !== '';
  if (!isFromDeal || rememberedName(context) === undefined) rememberName(context, firstOf(values, 'owner'));
}
