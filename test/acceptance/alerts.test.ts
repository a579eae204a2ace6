import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import { acknowledge, respond } from '../../shared/domain/alerts/life.ts';
import { changeAlert, createAlert } from '../../shared/store/alerts.ts';
import { anAlert, aPattern, OPENED_AT } from '../support/alerts.ts';
import { problemOf, wrongFields } from '../support/api.ts';
import { HOUR } from '../support/clock.ts';
import { DEPLOYED_AT, startTandem, type Tandem } from '../support/tandem.ts';

const alertPage = z.strictObject({ alerts: z.array(alertSummary), next: z.string().optional() });

/** Alerts are put into the store as they are: how reports become alerts is told elsewhere. */
describe.skipIf(DEPLOYED_AT !== undefined)('the alerts of the API', () => {
  let tandem: Tandem;
  const ids = Array.from({ length: 12 }, (_, n) => `S00${String(n).padStart(2, '0')}`);
  const newestFirst = ids.toReversed();

  beforeAll(async () => {
    tandem = await startTandem();
    const { table } = tandem.home;
    for (const [n, id] of ids.entries()) {
      const pattern = aPattern({ competitor: n % 2 === 0 ? 'acme' : 'globex' });
      await createAlert(table, anAlert({ id, epoch: n + 1, pattern, openedAt: OPENED_AT + n * HOUR }));
      const answer = (team: 'sales' | 'marketing') =>
        changeAlert(table, id, (before) =>
          acknowledge(before, { team, by: 'Sam', stance: 'known' }, OPENED_AT),
        );
      if (n % 4 >= 1) await answer('sales');
      if (n % 4 >= 2) await answer('marketing');
      if (n % 4 === 3) {
        await changeAlert(table, id, (before) =>
          respond(before, { team: 'sales', by: 'Sam', action: 'Call.' }, OPENED_AT),
        );
      }
    }
    await tandem.home.settle();
  });
  afterAll(() => tandem.stop());

  async function page(query: string) {
    const answer = await tandem.api.get(`/api/alerts${query}`);
    expect(answer.status).toBe(200);
    return alertPage.parse(answer.body);
  }
  async function allPages(query: string) {
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const one: z.output<typeof alertPage> = await page(`?${query}${cursor}`);
      seen.push(...one.alerts.map(({ id }) => id));
      next = one.next;
    }
    return seen;
  }

  describe('are listed', () => {
    it('newest first', async () => {
      const { alerts, next } = await page('');
      expect(alerts.map(({ id }) => id)).toEqual(newestFirst);
      expect(next).toBeUndefined();
    });

    it.each([1, 5, 11, 12, 13, 100])('in pages of %i, each once', async (limit) => {
      expect(await allPages(`limit=${limit}`)).toEqual(newestFirst);
    });

    it.each([
      ['state=firing', [8, 4, 0]],
      ['state=half-acknowledged', [9, 5, 1]],
      ['state=acknowledged', [10, 6, 2]],
      ['state=responding', [11, 7, 3]],
      ['team=sales', [8, 4, 0]],
      ['team=marketing', [9, 8, 5, 4, 1, 0]],
      ['competitor=Globex', [11, 9, 7, 5, 3, 1]],
      ['competitor=gl%C3%B3bex', []],
      ['competitor=%20GLOBEX.%20', [11, 9, 7, 5, 3, 1]],
      ['competitor=acme&team=marketing', [8, 4, 0]],
      ['competitor=acme&state=responding', []],
    ])('by %s', async (query, numbers) => {
      const expected = numbers.map((n) => ids[n]);
      expect(await allPages(query)).toEqual(expected);
      expect(await allPages(`${query}&limit=2`)).toEqual(expected);
    });

    it.each<[string, string, string]>([
      ['limit=0', '#/limit', 'Is below 1.'],
      ['limit=-1', '#/limit', 'Is not a whole number in digits.'],
      ['limit=101', '#/limit', 'Is above 100.'],
      ['limit=1.5', '#/limit', 'Is not a whole number in digits.'],
      ['limit=1e1', '#/limit', 'Is not a whole number in digits. Give one from 1 to 100, or leave it out.'],
      ['limit=', '#/limit', 'Is not a whole number in digits.'],
      [`limit=${'9'.repeat(400)}`, '#/limit', 'Is above 100.'],
      ['limit=ten', '#/limit', 'Is not a whole number in digits.'],
      ['state=open', '#/state', 'Is not a known code. Use one of: firing, half-acknowledged,'],
      ['team=legal', '#/team', 'Is not a known code. Use one of: sales, marketing.'],
      ['stat=firing', '#/stat', 'Is not a field here. The fields are: limit, cursor, state,'],
      ['cursor=nonsense', '#/cursor', 'Is not a cursor that an earlier page gave'],
      ['cursor=', '#/cursor', 'Is not a cursor'],
      [
        `cursor=${Buffer.from('{"pk":"LEDGER","sk":"1"}').toString('base64url')}`,
        '#/cursor',
        'Is not a cursor',
      ],
    ])('not by %s', async (query, pointer, detail) => {
      const answer = await tandem.api.get(`/api/alerts?${query}`);
      expect(answer.status).toBe(422);
      expect(problemOf(answer).errors).toEqual([
        { pointer, in: 'query', detail: expect.stringContaining(detail) },
      ]);
    });

    it('with several mistakes in one answer', async () => {
      const answer = await tandem.api.get('/api/alerts?limit=0&state=x&team=y');
      expect(wrongFields(answer).map(([pointer]) => pointer)).toEqual(['#/limit', '#/state', '#/team']);
    });
  });

  describe('one of them', () => {
    it('is shown with everything that its readers see', async () => {
      const answer = await tandem.api.get('/api/alerts/S0000');
      expect(answer.status).toBe(200);
      expect(alertDocument.parse(answer.body)).toMatchObject({
        id: 'S0000',
        state: 'firing',
        revision: 1,
        title: 'acme is winning more deals',
        sentences: [expect.stringContaining('acme took 7 of the last 12 closed deals.'), expect.any(String)],
        openedAt: '2026-06-15T09:00:00.000Z',
      });
    });

    it.each(['s0000', 'SoOo0', 'S000l', 's000I'])('is found by its id as it was heard: %s', async (heard) => {
      const answer = await tandem.api.get(`/api/alerts/${heard}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ id: /[1lI]$/.test(heard) ? 'S0001' : 'S0000' });
    });

    it('is found in small letters, as people type it', async () => {
      expect(alertDocument.parse((await tandem.api.get('/api/alerts/s0000')).body).id).toBe('S0000');
    });

    it.each([
      ['unknown', 'S9999'],
      ['very long', 'S'.repeat(3_000)],
      ['strange', '%F0%9F%99%82'],
      ['not even UTF-8', '%FF'],
      ['an encoded slash', 'S0000%2Fresponses'],
    ])('is not found by an id that is %s (404)', async (_, id) => {
      for (const answer of [
        await tandem.api.get(`/api/alerts/${id}`),
        await tandem.api.post(`/api/alerts/${id}/acknowledgements`, {
          team: 'sales',
          by: 'Sam',
          stance: 'acting',
        }),
        await tandem.api.post(`/api/alerts/${id}/responses`, { team: 'sales', by: 'Sam', action: 'Call.' }),
      ]) {
        expect(answer.status).toBe(404);
        expect(problemOf(answer).detail).toContain('There is no alert with this id.');
      }
    });
  });

  describe('are answered', () => {
    const sales = { team: 'sales', by: 'Sam', stance: 'acting' };

    it('by both teams, in any order, each heard once', async () => {
      await createAlert(tandem.home.table, anAlert({ id: 'S1000' }));
      const path = '/api/alerts/S1000/acknowledgements';
      const first = await tandem.api.post(path, sales);
      expect(first.status).toBe(201);
      expect(alertSummary.parse(first.body)).toMatchObject({
        state: 'half-acknowledged',
        acknowledgements: { sales: { by: 'Sam', stance: 'acting' } },
      });
      expect((await tandem.api.post(path, sales)).status).toBe(200);
      expect((await tandem.api.post(path, { ...sales, stance: 'noise' })).status).toBe(201);
      const second = await tandem.api.post(path, { team: 'marketing', by: 'Mia', stance: 'known' });
      expect(alertSummary.parse(second.body)).toMatchObject({
        state: 'acknowledged',
        acknowledgements: { sales: { stance: 'noise' }, marketing: { by: 'Mia' } },
      });

      const responses = '/api/alerts/S1000/responses';
      const response = { team: 'marketing', by: 'Mia', action: 'New battlecard.\nBy Friday.' };
      const said = await tandem.api.post(responses, response);
      expect(said.status).toBe(201);
      expect(alertSummary.parse(said.body)).toMatchObject({ state: 'responding', responses: [response] });
      expect((await tandem.api.post(responses, response)).status).toBe(200);
      expect((await tandem.api.post(responses, { ...response, team: 'sales' })).status).toBe(201);
      expect(alertDocument.parse((await tandem.api.get('/api/alerts/S1000')).body).responses).toHaveLength(2);
    });

    it('by many at once, and nothing is lost', async () => {
      await createAlert(tandem.home.table, anAlert({ id: 'S1001' }));
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          tandem.api.post('/api/alerts/S1001/responses', {
            team: n % 2 === 0 ? 'sales' : 'marketing',
            by: 'Sam',
            action: `Step ${n}.`,
          }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201));
      expect(alertDocument.parse((await tandem.api.get('/api/alerts/S1001')).body).responses).toHaveLength(
        30,
      );
    });

    it.each<[string, string, object, [string, string][]]>([
      [
        'nothing',
        'acknowledgements',
        {},
        [
          ['#/team', 'Is missing.'],
          ['#/by', 'Is missing.'],
          ['#/stance', 'Is missing.'],
        ],
      ],
      ['another team', 'acknowledgements', { ...sales, team: 'legal' }, [['#/team', 'Is not a known code.']]],
      [
        'another stance',
        'acknowledgements',
        { ...sales, stance: 'maybe' },
        [['#/stance', 'Is not a known code.']],
      ],
      ['nobody', 'acknowledgements', { ...sales, by: ' ' }, [['#/by', 'Is empty.']]],
      [
        'an unknown field',
        'acknowledgements',
        { ...sales, at: '2020-01-01' },
        [['#/at', 'Is not a field here.']],
      ],
      ['an empty action', 'responses', { team: 'sales', by: 'Sam', action: '' }, [['#/action', 'Is empty.']]],
      [
        'a long action',
        'responses',
        { team: 'sales', by: 'Sam', action: 'x'.repeat(2_001) },
        [['#/action', 'Is longer than 2,000']],
      ],
      [
        'a control character',
        'responses',
        { team: 'sales', by: 'Sam', action: 'a\u0000' },
        [['#/action', 'Has control']],
      ],
    ])('not with %s', async (_, call, body, expected) => {
      const answer = await tandem.api.post(`/api/alerts/S0000/${call}`, body);
      expect(answer.status).toBe(422);
      expect(wrongFields(answer)).toEqual(
        expected.map(([pointer, detail]) => [pointer, expect.stringContaining(detail)]),
      );
    });
  });
});
