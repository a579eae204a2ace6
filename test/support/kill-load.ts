import { setTimeout as wait } from 'node:timers/promises';
import { competitorKey } from '../../shared/domain/names.ts';
import { generator } from '../domain/detection/closings.ts';
import type { Api } from './api.ts';
import { YESTERDAY } from './tandem.ts';

/** One request of a client, and the ledger entry that it leads to if it is taken. */
interface Step {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** What the entry is about, its type, and what tells it from others of that deal or name. */
  readonly entry: readonly [about: string, type: string, content?: string];
}

/** Somebody who reports one thing after the other and goes on where nobody answered. */
export interface Client {
  /** Sends until nobody answers any more. Tells of each answer. */
  sendUntilDeath(api: Api, answered: () => void): Promise<void>;
  /** Sends again what was not answered, if there is something. */
  finish(api: Api): Promise<void>;
  /** The entries that were answered with success, in the order of the answers. */
  readonly entries: readonly Step['entry'][];
}

function aClient(next: () => Step, pauseMs = 0): Client {
  const entries: Step['entry'][] = [];
  let unanswered: Step | undefined;

  async function send(api: Api, step: Step): Promise<void> {
    const isRepeat = step === unanswered;
    unanswered = step;
    const { status, body } = await api.send(step.path, {
      method: step.method,
      headers: { 'content-type': 'application/json' },
      ...(step.body && { body: JSON.stringify(step.body) }),
    });
    // What was taken back before the answer was lost is not there to be taken back again.
    const isTaken = status === 200 || status === 201 || (isRepeat && (status === 404 || status === 409));
    if (!isTaken) throw new Error(`${step.method} ${step.path}: ${status} ${JSON.stringify(body)}`);
    unanswered = undefined;
    entries.push(step.entry);
  }

  return {
    entries,
    async sendUntilDeath(api, answered) {
      for (;;) {
        try {
          await send(api, unanswered ?? next());
        } catch (fault) {
          // Fetch says so where the connection ended.
          if (fault instanceof TypeError) return;
          throw fault;
        }
        answered();
        if (pauseMs > 0) await wait(pauseMs);
      }
    },
    async finish(api) {
      if (unanswered !== undefined) await send(api, unanswered);
    },
  };
}

const RIVALS = 8;
export const COMPETITORS = ['Acme', ...Array.from({ length: RIVALS }, (_, n) => `Rival ${n}`)];

/** Reports losses, wins and mentions of deals of its own, corrects some of them, takes some back. Every step is news. */
export function aReporter(name: number, seed: number): Client {
  const random = generator(seed * 100 + name);
  const queue: Step[] = [];
  let deals = 0;

  function planDeal(): void {
    deals += 1;
    const about = `K-${name}-${deals}`;
    const path = `/api/deals/${about}`;
    const common = { account: `Account ${about}`, owner: `Rep ${name}-${deals % 9}` };
    const loss = (): Step => {
      const competitor = random() < 0.4 ? 'Acme' : `Rival ${Math.floor(random() * RIVALS)}`;
      const amount = `${random() < 0.02 ? 950_000 : Math.ceil(random() * 9_000)}.${10 + queue.length}`;
      const body = { lostOn: YESTERDAY, outcome: 'competitor', competitor, primaryReason: 'price' };
      return {
        method: 'PUT',
        path: `${path}/loss`,
        body: { ...body, amount, currency: 'EUR', ...common },
        entry: [about, 'DealLost', amount],
      };
    };
    const win: Step = {
      method: 'PUT',
      path: `${path}/win`,
      body: { wonOn: YESTERDAY, ...common },
      entry: [about, 'DealWon'],
    };
    const dice = random();
    if (dice < 0.15) return void queue.push(win);
    if (dice < 0.3) {
      const body = { competitor: random() < 0.5 ? 'Acme' : 'Rival 1', threat: 'high' };
      queue.push({ method: 'POST', path: `${path}/mentions`, body, entry: [about, 'CompetitorMentioned'] });
    }
    queue.push(loss());
    if (dice > 0.75) queue.push(loss());
    if (dice > 0.85) queue.push(dice > 0.95 ? win : withdrawal(about));
    if (dice > 0.9 && dice < 0.95) queue.push(loss());
  }

  return aClient(() => {
    if (queue.length === 0) planDeal();
    const step = queue.shift();
    if (step === undefined) throw new Error('Nothing was planned.');
    return step;
  });
}

const withdrawal = (about: string): Step => ({
  method: 'DELETE',
  path: `/api/deals/${about}/loss`,
  entry: [about, 'ReportWithdrawn'],
});

/** People who decide about names take their time, and each decision folds all losses of a competitor again. */
const PAUSE_MS = 150;

/** Merges rivals into Acme and parts them again. */
export function aClerk(seed: number): Client {
  const random = generator(seed * 100 + 99);
  const merged = new Set<number>();
  return aClient(() => {
    const rival = Math.floor(random() * RIVALS);
    const about = competitorKey(`Rival ${rival}`);
    const path = `/api/competitors/${encodeURIComponent(about)}/merge`;
    if (merged.delete(rival)) return { method: 'DELETE', path, entry: [about, 'CompetitorSeparated'] };
    merged.add(rival);
    return { method: 'PUT', path, body: { into: 'Acme' }, entry: [about, 'CompetitorMerged'] };
  }, PAUSE_MS);
}
