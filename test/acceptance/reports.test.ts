import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { dealDocument, dealWithHistory } from '../../functions/serve-http/api/deal-document.ts';
import type { Answer } from '../support/api.ts';
import { problemOf, wrongFields } from '../support/api.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { newId, ON_MINISTACK, sharedTandem, YESTERDAY } from '../support/tandem.ts';

const tandem = sharedTandem();

const loss = (given: Parameters<typeof aLoss>[0] = {}) => aLoss({ lostOn: YESTERDAY, ...given });
const bareLoss = (given: Parameters<typeof aLoss>[0] = {}) => aBareLoss({ lostOn: YESTERDAY, ...given });
const win = (given: Parameters<typeof aWin>[0] = {}) => aWin({ wonOn: YESTERDAY, ...given });

/** The deal that an answer shows; it must fit the schema that the contract promises. */
const dealIn = ({ body }: Answer): z.output<typeof dealDocument> => dealDocument.parse(body);
async function read(id: string): Promise<z.output<typeof dealWithHistory>> {
  const answer = await tandem.api.get(`/api/deals/${id}`);
  expect(answer.status).toBe(200);
  return dealWithHistory.parse(answer.body);
}

describe('an open deal', () => {
  it('is created (201), the same again changes nothing (200), a change is taken (200)', async () => {
    const id = newId();
    const created = await tandem.api.put(`/api/deals/${id}`, anOpenDeal());
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/api/deals/${id}`);
    expect(dealIn(created)).toEqual({ id, status: 'open', deal: anOpenDeal(), mentions: [] });

    expect((await tandem.api.put(`/api/deals/${id}`, anOpenDeal())).status).toBe(200);
    const changed = await tandem.api.put(`/api/deals/${id}`, anOpenDeal({ stage: 'negotiation' }));
    expect(changed.status).toBe(200);
    expect((await read(id)).history.map(({ type }) => type)).toEqual(['DealUpdated', 'DealUpdated']);
  });

  it('may have nothing but an id', async () => {
    const id = newId();
    expect((await tandem.api.put(`/api/deals/${id}`, {})).status).toBe(201);
    expect((await read(id)).deal).toEqual({});
  });

  it('that nobody reported is not found', async () => {
    const answer = await tandem.api.get(`/api/deals/${newId()}`);
    expect(answer.status).toBe(404);
    expect(problemOf(answer).title).toBe('Not found');
  });

  it.each(['0', 'a', 'CRM:deal_7.b-C', 'x'.repeat(40)])('may have the id %s', async (text) => {
    const id = `${text}${newId('-')}`.slice(0, 64);
    expect((await tandem.api.put(`/api/deals/${id}`, {})).status).toBe(201);
    expect((await read(id)).id).toBe(id);
    expect(
      (await tandem.api.get(`/api/deals/${id.replaceAll(':', '%3A').replaceAll('-', '%2D')}`)).status,
    ).toBe(200);
  });
});

describe('a loss', () => {
  it('is stored for the first time (201), known (200), changed (200), and the history says so', async () => {
    const id = newId();
    const first = await tandem.api.put(`/api/deals/${id}/loss`, loss());
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(`/api/deals/${id}`);
    expect(dealIn(first)).toMatchObject({ id, status: 'lost', loss: loss() });

    expect((await tandem.api.put(`/api/deals/${id}/loss`, loss())).status).toBe(200);
    expect((await tandem.api.put(`/api/deals/${id}/loss`, loss({ amount: '120000' }))).status).toBe(200);
    expect((await tandem.api.put(`/api/deals/${id}/loss`, loss({ primaryReason: 'timing' }))).status).toBe(
      200,
    );

    const { history, loss: inForce } = await read(id);
    expect(inForce?.primaryReason).toBe('timing');
    expect(history).toMatchObject([
      { type: 'DealLost', reporter: 'Ada', content: { primaryReason: 'price' } },
      { type: 'DealLost', reporter: 'Ada', content: { primaryReason: 'timing' }, replaces: history[0]?.seq },
    ]);
    expect(Math.abs(Date.now() - Date.parse(history[0]?.recordedAt ?? ''))).toBeLessThan(600_000);
  });

  it('keeps everything that was sent', async () => {
    const id = newId();
    const full = loss({
      secondaryReasons: ['timing', 'incumbent', 'no_budget'],
      region: 'DACH',
      product: 'Suite',
      stage: 'negotiation',
      note: 'Line one.\nLine two: "quotes", <b>markup</b>, 株式会社, 🙂 and \u00a0 spaces.',
    });
    await tandem.api.put(`/api/deals/${id}/loss`, full);
    expect((await read(id)).loss).toEqual(full);
  });

  it('is filled up with what was known of the open deal', async () => {
    const id = newId();
    await tandem.api.put(`/api/deals/${id}`, anOpenDeal());
    expect((await tandem.api.put(`/api/deals/${id}/loss`, bareLoss())).status).toBe(201);
    expect((await read(id)).loss).toMatchObject({ account: 'Northwind', amount: '90000.00', owner: 'Ada' });
  });

  it.each([1.5, 1e21, '1e3', ' 7 '])('of %j has a definite amount or none', async (amount) => {
    const id = newId();
    const answer = await tandem.api.put(`/api/deals/${id}/loss`, { ...loss(), amount });
    if (amount === ' 7 ') expect(dealIn(answer).loss?.amount).toBe('7.00');
    else expect(wrongFields(answer).map(([pointer]) => pointer)).toEqual(['#/amount']);
  });
});

describe('a win', () => {
  it('is stored (201), known (200), and takes the place of a loss (200)', async () => {
    const id = newId();
    await tandem.api.put(`/api/deals/${id}/loss`, loss());
    const won = await tandem.api.put(`/api/deals/${id}/win`, win());
    expect(won.status).toBe(200);
    expect(dealIn(won)).toMatchObject({ status: 'won', win: win() });
    expect(dealIn(won).loss).toBeUndefined();
    expect((await tandem.api.put(`/api/deals/${id}/win`, win())).status).toBe(200);

    const other = newId();
    expect((await tandem.api.put(`/api/deals/${other}/win`, { wonOn: YESTERDAY })).status).toBe(201);
  });
});

describe('a withdrawal', () => {
  it.each([
    ['loss', 'lost', loss()],
    ['win', 'won', win()],
  ] as const)(
    'of a %s opens the deal again (200); a second one finds nothing (404)',
    async (kind, status, report) => {
      const id = newId();
      await tandem.api.put(`/api/deals/${id}/${kind}`, report);
      expect((await read(id)).status).toBe(status);
      const withdrawn = await tandem.api.delete(`/api/deals/${id}/${kind}`);
      expect(withdrawn.status).toBe(200);
      expect(dealIn(withdrawn)).toMatchObject({ status: 'open', deal: { account: 'Northwind' } });

      const again = await tandem.api.delete(`/api/deals/${id}/${kind}`);
      expect(again.status).toBe(404);
      expect(problemOf(again).type).toBe('urn:tandem:problem:no-such-report');
      expect((await tandem.api.put(`/api/deals/${id}/${kind}`, report)).status).toBe(201);

      const { history } = await read(id);
      expect(history.map(({ type }) => type.replace('Deal', ''))).toEqual([
        kind === 'loss' ? 'Lost' : 'Won',
        'ReportWithdrawn',
        kind === 'loss' ? 'Lost' : 'Won',
      ]);
      expect(history[1]?.replaces).toBe(history[0]?.seq);
    },
  );

  it('of the other kind, or of an unknown deal, finds nothing (404)', async () => {
    const id = newId();
    await tandem.api.put(`/api/deals/${id}/win`, win());
    expect((await tandem.api.delete(`/api/deals/${id}/loss`)).status).toBe(404);
    expect((await tandem.api.delete(`/api/deals/${newId()}/loss`)).status).toBe(404);
    expect((await read(id)).status).toBe('won');
  });
});

describe('a mention', () => {
  it('is stored (201), known (200), changed (201), one for each competitor', async () => {
    const id = newId();
    const path = `/api/deals/${id}/mentions`;
    expect((await tandem.api.post(path, aMention())).status).toBe(201);
    expect((await tandem.api.post(path, aMention())).status).toBe(200);
    expect(
      (await tandem.api.post(path, aMention({ competitor: 'ACME', threat: 'high', incumbent: true }))).status,
    ).toBe(201);
    expect((await tandem.api.post(path, aMention({ competitor: 'Globex', heardOn: YESTERDAY }))).status).toBe(
      201,
    );
    const { mentions, status } = await read(id);
    expect(status).toBe('open');
    expect(mentions).toEqual([
      { competitor: 'ACME', threat: 'high', incumbent: true, status: 'active' },
      { competitor: 'Globex', heardOn: YESTERDAY, status: 'identified' },
    ]);
  });

  it('says at the end who was beaten and who took it', async () => {
    const id = newId();
    for (const competitor of ['Acme', 'Globex'])
      await tandem.api.post(`/api/deals/${id}/mentions`, aMention({ competitor }));
    await tandem.api.put(`/api/deals/${id}/loss`, loss({ competitor: 'acme' }));
    const statuses = async () =>
      (await read(id)).mentions.map(({ competitor, status }) => `${competitor} ${status}`);
    expect(await statuses()).toEqual(['Acme lost-to', 'Globex identified']);
    await tandem.api.put(`/api/deals/${id}/win`, win());
    expect(await statuses()).toEqual(['Acme beaten', 'Globex beaten']);
  });

  it('of a twenty-first competitor is refused (409)', async () => {
    const id = newId();
    for (let n = 0; n < 20; n += 1)
      await tandem.api.post(`/api/deals/${id}/mentions`, aMention({ competitor: `Rival ${n}` }));
    const answer = await tandem.api.post(`/api/deals/${id}/mentions`, aMention({ competitor: 'One more' }));
    expect(answer.status).toBe(409);
    expect(problemOf(answer).type).toBe('urn:tandem:problem:too-many-competitors');
    expect((await read(id)).mentions).toHaveLength(20);
  });
});

describe('a closed deal', () => {
  it.each(['loss', 'win'] as const)(
    'by a %s takes no update and no mention (409), and says how to go on',
    async (kind) => {
      const id = newId();
      await tandem.api.put(`/api/deals/${id}/${kind}`, kind === 'loss' ? loss() : win());
      for (const answer of [
        await tandem.api.put(`/api/deals/${id}`, anOpenDeal()),
        await tandem.api.post(`/api/deals/${id}/mentions`, aMention()),
      ]) {
        expect(answer.status).toBe(409);
        expect(problemOf(answer)).toMatchObject({
          type: 'urn:tandem:problem:deal-closed',
          detail: expect.stringContaining('withdraw'),
        });
      }
      expect((await read(id)).history).toHaveLength(1);
    },
  );
});

describe('an Idempotency-Key', () => {
  const key = (value: string) => ({ 'Idempotency-Key': value });

  it('makes the repeat of a mention safe, also when something else was said in between', async () => {
    const path = `/api/deals/${newId()}/mentions`;
    expect((await tandem.api.post(path, aMention(), key('a-1'))).status).toBe(201);
    expect((await tandem.api.post(path, aMention({ threat: 'low' }))).status).toBe(201);
    expect((await tandem.api.post(path, aMention(), key('a-1'))).status).toBe(200);
    const { mentions, history } = await read(path.split('/')[3] ?? '');
    expect(mentions).toMatchObject([{ threat: 'low' }]);
    expect(history).toHaveLength(2);
  });

  it('makes the repeat safe after the deal was closed', async () => {
    const id = newId();
    await tandem.api.post(`/api/deals/${id}/mentions`, aMention(), key('a-1'));
    await tandem.api.put(`/api/deals/${id}/loss`, loss());
    expect((await tandem.api.post(`/api/deals/${id}/mentions`, aMention(), key('a-1'))).status).toBe(200);
  });

  it('with another body is refused (422) and nothing is stored', async () => {
    const id = newId();
    await tandem.api.post(`/api/deals/${id}/mentions`, aMention(), key('a-1'));
    const answer = await tandem.api.post(
      `/api/deals/${id}/mentions`,
      aMention({ competitor: 'Globex' }),
      key('a-1'),
    );
    expect(answer.status).toBe(422);
    expect(problemOf(answer).type).toBe('urn:tandem:problem:key-reused');
    expect((await read(id)).mentions).toHaveLength(1);
  });

  it('does not mind the order of the fields and the spaces around a text', async () => {
    const path = `/api/deals/${newId()}/mentions`;
    await tandem.api.post(path, { competitor: 'Acme', threat: 'low' }, key('a-1'));
    expect((await tandem.api.post(path, { threat: 'low', competitor: ' Acme ' }, key('a-1'))).status).toBe(
      200,
    );
  });

  it('that comes many times at once stores one mention', async () => {
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => tandem.api.post(`/api/deals/${id}/mentions`, aMention(), key('a-1'))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect((await read(id)).history).toHaveLength(1);
  });

  it.each([
    ['is empty', ''],
    ['is too long', 'k'.repeat(101)],
    ['has a space', 'a b'],
    ['has an accent', 'caf\u00e9'],
  ])('that %s is refused (422)', async (_, value) => {
    const answer = await tandem.api.post(`/api/deals/${newId()}/mentions`, aMention(), key(value));
    expect(answer.status).toBe(422);
    expect(problemOf(answer).errors).toEqual([
      {
        pointer: '#/Idempotency-Key',
        detail: 'Is not usable. Send 1 to 100 printable characters without spaces.',
        in: 'header',
      },
    ]);
  });

  it('of a hundred characters is taken', async () => {
    const path = `/api/deals/${newId()}/mentions`;
    expect((await tandem.api.post(path, aMention(), key('~'.repeat(100)))).status).toBe(201);
  });
});

/** MiniStack starts a process of Node for each request at once, more of which a small machine does not bear. */
const MANY = ON_MINISTACK ? 12 : 100;

describe('many reporters at once', () => {
  it(`${MANY} of them are all stored, each exactly once`, async () => {
    const ids = Array.from({ length: MANY }, () => newId('Many'));
    const answers = await Promise.all(
      ids.map((id, n) =>
        tandem.api.put(`/api/deals/${id}/loss`, loss({ owner: `Rep ${n}`, account: `Account ${n}` })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201));
    const histories = await Promise.all(ids.map(async (id) => (await read(id)).history));
    expect(histories.map((history) => history.length)).toEqual(ids.map(() => 1));
    const seqs = histories.flatMap((history) => history.map(({ seq }) => seq));
    expect(new Set(seqs).size).toBe(MANY);
    expect(histories.map(([entry]) => entry?.reporter)).toEqual(ids.map((_, n) => `Rep ${n}`));
  });

  it('of the same deal agree on who came first, and none is lost', async () => {
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        tandem.api.put(`/api/deals/${id}/loss`, loss({ amount: `${n}.00` })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    const { history } = await read(id);
    expect(history).toHaveLength(20);
    expect(history.slice(1).map(({ replaces }) => replaces)).toEqual(
      history.slice(0, -1).map(({ seq }) => seq),
    );
  });
});

describe('a note', () => {
  it('makes the answer ask about the competitors that it names, and nothing counts before a yes', async () => {
    const name = newId('Rival');
    const key = name.toLowerCase().replaceAll('-', '');
    await tandem.api.post('/api/competitors', { name });
    const [lost, open] = [newId(), newId()];
    const note = `We lost to ${name}, they say.`;
    const suggested = [{ key, name, start: 11, end: 11 + name.length }];
    const report = bareLoss({ note: `  ${note}` });
    const answers = [
      await tandem.api.put(`/api/deals/${lost}/loss`, report),
      await tandem.api.put(`/api/deals/${lost}/loss`, report),
      await tandem.api.post(`/api/deals/${open}/mentions`, aMention({ note })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 201]);
    for (const answer of answers) expect(dealIn(answer).suggestedCompetitors).toEqual(suggested);
    expect(Object.keys((await read(open)).mentions)).toHaveLength(1);
    expect((await tandem.api.get(`/api/deals/${lost}`)).body).not.toHaveProperty('suggestedCompetitors');

    const named = await tandem.api.post(`/api/deals/${open}/mentions`, aMention({ competitor: name, note }));
    expect(named.body).not.toHaveProperty('suggestedCompetitors');
    const imported = await tandem.api.put(`/api/deals/${newId()}/loss?import=true`, report);
    expect(imported.body).not.toHaveProperty('suggestedCompetitors');
    const denied = await tandem.api.put(`/api/deals/${newId()}/loss`, bareLoss({ note: `Not ${name}.` }));
    expect(denied.body).not.toHaveProperty('suggestedCompetitors');
  });
});
