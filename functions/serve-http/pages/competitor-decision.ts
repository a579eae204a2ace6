import type { Context } from 'hono';
import * as z from 'zod';
import type { RegisterCommand } from '../../../shared/domain/competitors/decide-register.ts';
import { competitorKey } from '../../../shared/domain/names.ts';
import { DECISIONS } from '../../../shared/web/competitor-forms.ts';
import { DONE_WORDS, refusedDecision } from '../../../shared/web/competitor-words.ts';
import type { Html } from '../../../shared/web/html.ts';
import type { PageDeps } from './page-deps.ts';
import { rememberedName } from './reporter-cookie.ts';

const done = z
  .enum([...DECISIONS, 'add'])
  .optional()
  .catch(undefined);

/** What was just decided, as the address tells it after a form was sent. */
export function doneIn(context: Context): string | undefined {
  const what = done.parse(context.req.query('done'));
  return what && DONE_WORDS[what];
}

interface Outcomes {
  /** Where it leads, for the key of the name. */
  readonly done: (key: string) => string;
  readonly refused: (notice: Html) => Response | Promise<Response>;
}

/** Carries out a decision about a name, in the name of whoever uses this device. */
export const createTakeDecision =
  ({ decide, log }: Pick<PageDeps, 'decide' | 'log'>) =>
  async (context: Context, command: RegisterCommand, name: string, outcomes: Outcomes): Promise<Response> => {
    const outcome = await decide({ ...command, by: rememberedName(context) });
    if (outcome.kind === 'refused') return outcomes.refused(refusedDecision(outcome));
    if (outcome.kind === 'stored')
      log.info('register changed', { decided: outcome.entry.type, seq: outcome.entry.seq });
    return context.redirect(outcomes.done(competitorKey(name)), 303);
  };
