import { describe, expect, it } from 'vitest';
import { applyEntry, type Deal } from '../../shared/domain/deal.ts';
import { isDealEntry } from '../../shared/domain/ledger-entry.ts';
import { getDeal } from '../../shared/store/deals.ts';
import { generator } from '../domain/detection/closings.ts';
import { expectRecounted } from '../support/same-ledger.ts';
import { wholeLedger } from '../support/store.ts';
import { aTandem, DEPLOYED_AT, type Tandem, YESTERDAY } from '../support/tandem.ts';

const DEALS = 100;
const REPORTERS = 100;
const REPORTS_EACH = 4;

/** One person who corrects and withdraws what all the others do too. */
async function correctAtRandom({ api }: Tandem, reporter: number): Promise<number[]> {
  const random = generator(reporter);
  const statuses: number[] = [];
  for (let n = 0; n < REPORTS_EACH; n += 1) {
    const deal = `/api/deals/C-${Math.floor(random() * DEALS)}`;
    const dice = random();
    const common = { account: `Account ${reporter}`, owner: `Rep ${reporter}` };
    const loss = {
      lostOn: YESTERDAY,
      outcome: 'competitor',
      competitor: ['Acme', 'Globex', 'Initech'][Math.floor(random() * 3)],
      primaryReason: random() < 0.5 ? 'price' : 'timing',
      amount: `${Math.ceil(random() * 9_000)}.00`,
      currency: 'EUR',
      ...common,
    };
    const answer =
      dice < 0.3
        ? await api.delete(`${deal}/loss`)
        : dice < 0.4
          ? await api.put(`${deal}/win`, { wonOn: YESTERDAY, ...common })
          : await api.put(`${deal}/loss`, loss);
    statuses.push(answer.status);
  }
  return statuses;
}

describe.skipIf(DEPLOYED_AT !== undefined)(
  'a hundred people who correct the same hundred deals at once',
  () => {
    it('leave no gap in the ledger, every deal as its entries say, and every projection as a recount', async () => {
      const tandem = await aTandem();
      const people = Array.from({ length: REPORTERS }, (_, reporter) => correctAtRandom(tandem, reporter));
      const statuses = (await Promise.all(people)).flat();
      // Whoever withdraws what is not there, or was just withdrawn by somebody else, hears so.
      expect(statuses.filter((status) => ![200, 201, 404].includes(status))).toEqual([]);
      await tandem.home.settle();

      const ledger = await wholeLedger(tandem.home.table);
      expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
      const deals = new Map<string, Deal>();
      for (const entry of ledger.filter(isDealEntry)) {
        deals.set(entry.dealId, applyEntry(deals.get(entry.dealId), entry));
      }
      for (const [id, deal] of deals) {
        expect((await getDeal(tandem.home.table, id))?.deal).toEqual(JSON.parse(JSON.stringify(deal)));
      }
      // Each taken report is one entry; beside them there are the settings.
      const taken = statuses.filter((status) => status !== 404).length;
      expect(ledger.length - 1).toBeLessThanOrEqual(taken);
      expect(ledger.length - 1).toBeGreaterThan(taken * 0.9);
      expect(await tandem.home.deadLetters.list()).toEqual([]);
      await expectRecounted(tandem);
    });
  },
);
