import * as z from 'zod';
import { alertSummary } from '../../../functions/serve-http/api/alert-document.ts';
import type { Home } from '../home.ts';

export type AlertSummary = z.output<typeof alertSummary>;

const alertPage = z.object({ alerts: z.array(alertSummary), next: z.string().optional() });

/** All alerts there are, oldest first, by the API. */
export async function listAlerts(app: Home['app']): Promise<AlertSummary[]> {
  const found: AlertSummary[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await app.request(`/api/alerts?limit=100${query}`);
    const page = alertPage.parse(await response.json());
    found.push(...page.alerts);
    cursor = page.next;
  }
  return found.reverse();
}
