import { Hono } from 'hono';
import { watchAllLosses } from '../../../shared/store/all-losses.ts';
import { listPatterns } from '../../../shared/store/patterns.ts';
import { listWinRates } from '../../../shared/store/win-rates.ts';
import { patternsPage } from '../../../shared/web/patterns-page.ts';
import type { PageDeps } from './page-deps.ts';

/** What is being watched. */
export const patternPages = ({ table, clock, show }: PageDeps): Hono =>
  new Hono().get('/patterns', async (context) => {
    const now = clock();
    const [watched, winRates, allLosses] = await Promise.all([
      listPatterns(table, now),
      listWinRates(table, now),
      watchAllLosses(table, now),
    ]);
    return show(context, patternsPage({ ...watched, winRates, allLosses }));
  });
