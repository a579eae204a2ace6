import { describe, expect, it } from 'vitest';
import { wholeLedger } from '../support/store.ts';
import { aTandem, DEPLOYED_AT, YESTERDAY } from '../support/tandem.ts';

/** What a browser sends, and under whom the loss is counted once somebody has decided about the competitor. */
const DECISIONS = [
  ['archived', 'PATCH', '', { status: 'archived' }, 'competitor=acme'],
  ['merged', 'PUT', '/merge', { into: 'Globex' }, 'competitor=globex'],
  ['dismissed', 'PATCH', '', { status: 'dismissed' }, 'reason=price'],
] as const;

describe.skipIf(DEPLOYED_AT !== undefined)('a form from an old browser tab', () => {
  it.each(DECISIONS)(
    'about a competitor that was %s meanwhile is stored and counted',
    async (...decision) => {
      const [, method, path, body, group] = decision;
      const tandem = await aTandem();
      for (const name of ['Acme', 'Globex']) await tandem.api.post('/api/competitors', { name });
      const form = await tandem.api.get('/report/loss');
      expect(form.body).toContain('Acme');

      const decided = await tandem.api.send(`/api/competitors/acme${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(decided.status).toBe(200);
      const fields = new URLSearchParams({
        dealId: 'OLD-1',
        lostOn: YESTERDAY,
        outcome: 'competitor',
        primaryReason: 'price',
        competitor: 'Acme',
        account: 'Northwind',
        owner: 'Ada',
      });
      const sent = await tandem.api.send('/report/loss', {
        method: 'POST',
        body: fields,
        headers: { origin: tandem.url },
      });
      expect(sent.status).toBe(303);
      expect((await tandem.api.get(sent.headers.get('location') ?? '')).status).toBe(200);
      await tandem.home.settle();

      const last = (await wholeLedger(tandem.home.table)).at(-1);
      // The report keeps the name that the person wrote.
      expect(last).toMatchObject({ type: 'DealLost', dealId: 'OLD-1', report: { competitor: 'Acme' } });
      const { items } = await tandem.home.table.query({ pk: `MATCHES#loss-surge#${group}` });
      expect(items.map(({ key }) => Number(key.sk))).toEqual([last?.seq]);
      expect(await tandem.home.deadLetters.list()).toEqual([]);
    },
  );
});
