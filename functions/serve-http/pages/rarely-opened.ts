import { Hono } from 'hono';
import { BACKTEST_PATH } from '../../../shared/web/paths.ts';
import { lazily } from '../lazily.ts';
import type { PageDeps } from './page-deps.ts';

/** Pages that few requests ask for, and that need much code: the detectors, a reader of files. */
export function rarelyOpenedPages(deps: PageDeps): Hono {
  const merge = lazily(async () => (await import('./competitor-merge.ts')).createMergePage(deps));
  const backtest = lazily(async () => (await import('./backtest.ts')).createBacktestPages(deps));
  const app = new Hono();
  app.get('/competitors/:key/merge', async (context) => (await merge())(context));
  app.get(BACKTEST_PATH, async (context) => (await backtest()).ask(context));
  app.post(BACKTEST_PATH, async (context) => (await backtest()).receive(context));
  return app;
}
