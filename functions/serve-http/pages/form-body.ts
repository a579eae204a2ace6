import type { Context } from 'hono';
import type { FormValues } from '../../../shared/web/forms/form-state.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import type { Show } from './page-deps.ts';

/** The fields of a sent form by name, or undefined where the body is not a form. */
export async function readForm(context: Context): Promise<FormValues | undefined> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(context.req.header('content-type') ?? ''))
    return undefined;
  const fields = new URLSearchParams(await context.req.text());
  return new Map([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)] as const));
}

/** The answer to a body that is not a form. */
export const notAForm = (context: Context, show: Show) =>
  show(
    context,
    messagePage({
      heading: 'This was not a form',
      advice: [
        'What arrived was not sent by one of the forms here. Nothing was stored.',
        'Open the form again and send it from there. Programs use the API, which takes JSON.',
      ],
    }),
    415,
  );
