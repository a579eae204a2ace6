import { Hono } from 'hono';
import { listPatterns } from '../../../shared/store/patterns.ts';
import { patternsPage } from '../../../shared/web/patterns-page.ts';
import type { PageDeps } from './page-deps.ts';

/** What is being watched. */
export const patternPages = ({ table, clock, settings, show }: PageDeps): Hono =>
  new Hono().get('/patterns', async (context) =>
    show(context, patternsPage(await listPatterns(table, settings, clock()))),
  );
