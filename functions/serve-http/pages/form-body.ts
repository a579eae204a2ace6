import type { Context } from 'hono';
import type { FormValues } from '../../../shared/web/forms/form-state.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import type { Parsed } from '../body.ts';
import type { Show } from './page-deps.ts';

/** The fields of a sent form by name, or the answer to a body that is none or that cannot be read. */
export async function readForm(context: Context, show: Show): Promise<Parsed<FormValues>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(context.req.header('content-type') ?? '')) {
    return { ok: false, response: await notAForm(context, show) };
  }
  const text = textIn(await context.req.arrayBuffer());
  if (text === undefined) return { ok: false, response: await show(context, UNREADABLE, 400) };
  const fields = new URLSearchParams(text);
  const names = [...new Set(fields.keys())];
  return { ok: true, value: new Map(names.map((name) => [name, fields.getAll(name)] as const)) };
}

/** A form as text, or undefined where its bytes, or those behind its percent signs, are not UTF-8. */
function textIn(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // URLSearchParams would put a replacement character there, and a name would be stored that nobody wrote.
    for (const [encoded] of text.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(encoded);
    return text;
  } catch {
    return undefined;
  }
}

const UNREADABLE = messagePage({
  heading: 'The form cannot be read',
  advice: [
    'Its text did not arrive as UTF-8, so letters such as ü or é would be lost. Nothing was stored.',
    'Open the form again, type the text anew and send it from there. A program that sends forms must encode them in UTF-8.',
  ],
});

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
