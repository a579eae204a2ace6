import { type Context, Hono } from 'hono';
import { line } from '../../../shared/domain/text.ts';
import { CursorError } from '../../../shared/ports/table.ts';
import { dealsReportedBy } from '../../../shared/store/deals.ts';
import { type FormState, formValues, NO_PROBLEMS } from '../../../shared/web/forms/form-state.ts';
import { yourReportsPage } from '../../../shared/web/your-reports-page.ts';
import type { PageDeps } from './page-deps.ts';
import { rememberedName } from './reporter-cookie.ts';

const PAGE = 20;
const personName = line('The name of a reporter');

/** What somebody reported, to correct or withdraw it. Until people sign in, whoever knows a name can ask for it. */
export function yourReportsPages({ table, settings, show }: PageDeps): Hono {
  async function list(context: Context, after: string | undefined) {
    const asked = personName.safeParse(context.req.query('name'));
    const name = asked.success ? asked.data : rememberedName(context);
    const form: FormState = { id: 'whose', values: formValues({ name }), problems: NO_PROBLEMS };
    const { deals, next } =
      name === undefined
        ? { deals: [], next: undefined }
        : await dealsReportedBy(table, name, { limit: PAGE, after });
    const view = { name, form, deals, next, isLater: after !== undefined, timeZone: settings.timeZone };
    return show(context, yourReportsPage(view));
  }

  const app = new Hono();
  app.get('/reports', async (context) => {
    try {
      return await list(context, context.req.query('after') || undefined);
    } catch (fault) {
      // The address was cut off or changed: the first page is what they want.
      if (fault instanceof CursorError) return list(context, undefined);
      throw fault;
    }
  });
  return app;
}
