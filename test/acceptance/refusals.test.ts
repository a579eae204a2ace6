import { request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { describe, expect, it } from 'vitest';
import { type Answer, AUTHORIZATION, problemOf, wrongFields } from '../support/api.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import {
  DEPLOYED_AT,
  daysFromToday,
  newId,
  ON_MINISTACK,
  sharedTandem,
  YESTERDAY,
} from '../support/tandem.ts';

const tandem = sharedTandem();
const JSON_TYPE = { 'content-type': 'application/json' };
const loss = (given: object = {}) => ({ ...aLoss({ lostOn: YESTERDAY }), ...given });

/** A refusal must leave nothing behind. */
async function expectNothingStored(id: string): Promise<void> {
  expect((await tandem.api.get(`/api/deals/${id}`)).status).toBe(404);
}

/** Sends bytes that `fetch` would not, and answers with the status. */
function sendRaw(path: string, method: string, headers: Record<string, string>, chunks: readonly Buffer[]) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const { protocol, hostname, port } = new URL(tandem.api.base);
    const request = protocol === 'https:' ? requestSecurely : requestPlainly;
    const sending = request(
      { hostname, port, path, method, headers: { ...AUTHORIZATION, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() }),
        );
      },
    );
    sending.on('error', reject);
    for (const chunk of chunks) sending.write(chunk);
    sending.end();
  });
}

describe('a body that is no JSON (400)', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['nothing', ''],
    ['a word', 'lost'],
    ['single quotes', "{'lostOn':'2026-06-01'}"],
    ['a comma too many', '{"lostOn":"2026-06-01",}'],
    ['half of it', '{"lostOn":"2026-06'],
    ['two of them', '{}{}'],
    ['a form', 'lostOn=2026-06-01&outcome=competitor'],
    [
      'bytes that are not UTF-8',
      Uint8Array.from([...Buffer.from('{"account":"'), 0xc3, 0x28, ...Buffer.from('"}')]),
    ],
    ['Latin-1', Uint8Array.from(Buffer.from('{"account":"Müller"}', 'latin1'))],
    ['UTF-16', Uint8Array.from(Buffer.from('{"account":"x"}', 'utf16le'))],
    [
      'an overlong encoding',
      Uint8Array.from([...Buffer.from('{"account":"'), 0xc0, 0xaf, ...Buffer.from('"}')]),
    ],
  ])('%s', async (_, body) => {
    const id = newId();
    const answer = await tandem.api.send(`/api/deals/${id}/loss`, {
      method: 'PUT',
      headers: JSON_TYPE,
      body,
    });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({
      type: 'urn:tandem:problem:malformed-json',
      detail: expect.stringContaining('UTF-8'),
    });
    await expectNothingStored(id);
  });

  it('but a mark of the byte order at the beginning is no mistake', async () => {
    const body = `\ufeff${JSON.stringify(loss())}`;
    const answer = await tandem.api.send(`/api/deals/${newId()}/loss`, {
      method: 'PUT',
      headers: JSON_TYPE,
      body,
    });
    expect(answer.status).toBe(201);
  });
});

describe('a media type that is not JSON (415)', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-patch+json',
    'json',
  ])('%s', async (type) => {
    const id = newId();
    const answer = await tandem.api.send(`/api/deals/${id}/loss`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: JSON.stringify(loss()),
    });
    expect(answer.status).toBe(415);
    expect(problemOf(answer).detail).toContain('Content-Type: application/json');
    await expectNothingStored(id);
  });

  it('none at all', async () => {
    const id = newId();
    const body = Buffer.from(JSON.stringify(loss()));
    const answer = await sendRaw(`/api/deals/${id}/loss`, 'PUT', { 'content-length': `${body.length}` }, [
      body,
    ]);
    expect(answer.status).toBe(415);
    await expectNothingStored(id);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json ;charset="utf-8"'])(
    'but %s is JSON',
    async (type) => {
      const answer = await tandem.api.send(`/api/deals/${newId()}/loss`, {
        method: 'PUT',
        headers: { 'content-type': type },
        body: JSON.stringify(loss()),
      });
      expect(answer.status).toBe(201);
    },
  );
});

describe('a body above 64 KiB (413)', () => {
  const sized = (bytes: number) => {
    const frame = JSON.stringify(aBareLoss({ lostOn: YESTERDAY, note: '' }));
    return frame.replace('"note":""', `"note":"${'x'.repeat(bytes - frame.length)}"`);
  };

  it('is refused, and the message says what to do', async () => {
    const id = newId();
    const answer = await tandem.api.send(`/api/deals/${id}/loss`, {
      method: 'PUT',
      headers: JSON_TYPE,
      body: sized(64 * 1024 + 1),
    });
    expect(answer.status).toBe(413);
    expect(problemOf(answer).detail).toContain('64 KiB');
    await expectNothingStored(id);
  });

  it('is refused as well when its size is not told', async () => {
    const id = newId();
    const chunk = Buffer.alloc(16 * 1024, 'x');
    const answer = await sendRaw(
      `/api/deals/${id}/loss`,
      'PUT',
      { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      [Buffer.from('{"note":"'), ...Array.from({ length: 6 }, () => chunk), Buffer.from('"}')],
    );
    expect(answer.status).toBe(413);
    await expectNothingStored(id);
  });

  it('of exactly 64 KiB is read, and judged by its fields', async () => {
    const answer = await tandem.api.send(`/api/deals/${newId()}/loss`, {
      method: 'PUT',
      headers: JSON_TYPE,
      body: sized(64 * 1024),
    });
    expect(answer.status).toBe(422);
    expect(wrongFields(answer)).toEqual([['#/note', 'Is longer than 4,000 characters. Shorten it.']]);
  });
});

describe('a wrong field (422) is named by a pointer, and the message says what to do', () => {
  const FUTURE = daysFromToday(2);
  it.each<[string, string, object, [string, string][]]>([
    [
      'an unknown field',
      'loss',
      loss({ reasn: 'price' }),
      [['#/reasn', 'Is not a field here. The fields are: lostOn,']],
    ],
    [
      'two unknown fields',
      'loss',
      loss({ a: 1, b: 2 }),
      [
        ['#/a', 'Is not a field here'],
        ['#/b', 'Is not a field here'],
      ],
    ],
    [
      'a strange name of a field',
      'loss',
      loss({ 'a/b~c %': 1 }),
      [['#/a~1b~0c%20%25', 'Is not a field here']],
    ],
    [
      'an unknown code',
      'loss',
      loss({ primaryReason: 'cost' }),
      [['#/primaryReason', 'Is not a known code. Use one of: price,']],
    ],
    [
      'an unknown code in a list',
      'loss',
      loss({ secondaryReasons: ['cost'] }),
      [['#/secondaryReasons/0', 'Is not a known code']],
    ],
    [
      'a date in the future',
      'loss',
      loss({ lostOn: FUTURE }),
      [['#/lostOn', 'Is in the future. Give today (']],
    ],
    [
      'a date long ago',
      'loss',
      loss({ lostOn: daysFromToday(-402) }),
      [['#/lostOn', 'Is more than 400 days back. The earliest day is']],
    ],
    [
      'a date that does not exist',
      'win',
      { wonOn: '2026-02-30' },
      [['#/wonOn', 'Is not a date. Write it as YYYY-MM-DD']],
    ],
    ['a negative amount', 'loss', loss({ amount: '-5' }), [['#/amount', 'Is negative.']]],
    [
      'an amount that is a number',
      'loss',
      loss({ amount: 5 }),
      [['#/amount', 'Is not usable. Give a decimal number as text']],
    ],
    [
      'an amount without a currency',
      'loss',
      { ...aBareLoss({ lostOn: YESTERDAY }), amount: '5' },
      [['#/currency', 'Is missing.']],
    ],
    ['an unknown currency', 'loss', loss({ currency: 'XYZ' }), [['#/currency', 'Is not a currency.']]],
    [
      'half a yen',
      'loss',
      loss({ amount: '0.5', currency: 'JPY' }),
      [['#/amount', 'Has more digits after the point']],
    ],
    [
      'a control character',
      'loss',
      loss({ account: 'a\u0000b' }),
      [['#/account', 'Has control characters.']],
    ],
    [
      'a line that is too long',
      'loss',
      loss({ owner: 'x'.repeat(201) }),
      [['#/owner', 'Is longer than 200 characters.']],
    ],
    [
      'a note that is too long',
      'loss',
      loss({ note: 'x'.repeat(4_001) }),
      [['#/note', 'Is longer than 4,000 characters.']],
    ],
    ['other without a note', 'loss', loss({ primaryReason: 'other' }), [['#/note', 'Is too short.']]],
    [
      'a missing competitor',
      'loss',
      { lostOn: YESTERDAY, outcome: 'competitor', primaryReason: 'price' },
      [['#/competitor', 'Is missing. Name the competitor that took the deal, or write "unknown"']],
    ],
    ['a placeholder', 'loss', loss({ competitor: 'n/a' }), [['#/competitor', 'Is not a name.']]],
    [
      'a mention of nobody',
      'mentions',
      { competitor: 'unknown' },
      [['#/competitor', 'Is not a name. A mention says']],
    ],
    ['a list', 'loss', [loss()], [['#', 'Must be a JSON object with the fields of the report.']]],
    ['null', 'loss', JSON.parse('null'), [['#', 'Must be a JSON object']]],
    [
      'nothing at all',
      'loss',
      {},
      [
        ['#/lostOn', 'Is missing.'],
        ['#/outcome', 'Is missing.'],
        ['#/primaryReason', 'Is missing.'],
      ],
    ],
  ])('%s', async (_, call, body, expected) => {
    const id = newId();
    const path = `/api/deals/${id}/${call}`;
    const answer = call === 'mentions' ? await tandem.api.post(path, body) : await tandem.api.put(path, body);
    expect(answer.status).toBe(422);
    expect(wrongFields(answer)).toEqual(
      expected.map(([pointer, detail]) => [pointer, expect.stringContaining(detail)]),
    );
    expect(problemOf(answer).detail).toContain('Nothing was stored.');
    await expectNothingStored(id);
  });

  it('also where the body tries to be something else than data', async () => {
    const body = '{"__proto__":{"lostOn":"2026-06-01"},"constructor":{"prototype":{}}}';
    const answer = await tandem.api.send(`/api/deals/${newId()}/loss`, {
      method: 'PUT',
      headers: JSON_TYPE,
      body,
    });
    expect(wrongFields(answer).map(([pointer]) => pointer)).toEqual([
      '#/lostOn',
      '#/outcome',
      '#/primaryReason',
      '#/__proto__',
      '#/constructor',
    ]);
  });

  it('in one answer for all fields', async () => {
    const body = {
      lostOn: 'x',
      outcome: 'x',
      primaryReason: 'other',
      secondaryReasons: ['price', 'price'],
      amount: '-1',
      extra: 1,
    };
    const answer = await tandem.api.put(`/api/deals/${newId()}/loss`, body);
    expect(
      wrongFields(answer)
        .map(([pointer]) => pointer)
        .sort(),
    ).toEqual(['#/amount', '#/currency', '#/extra', '#/lostOn', '#/note', '#/outcome', '#/secondaryReasons']);
  });

  it('a hundred times at most: a small body cannot ask for an answer of megabytes', async () => {
    for (const body of [
      Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 1])),
      { ...loss(), secondaryReasons: Array(20_000).fill(1) },
    ]) {
      const answer = await tandem.api.put(`/api/deals/${newId()}/loss`, body);
      expect(answer.status).toBe(422);
      expect(problemOf(answer).errors).toHaveLength(100);
      expect(problemOf(answer).detail).toMatch(/^(5003|20001|20002) fields are wrong/);
    }
  });

  it('and a legal report next to it is taken', async () => {
    const id = newId();
    await tandem.api.put(`/api/deals/${id}/loss`, loss({ amount: 'x' }));
    expect((await tandem.api.put(`/api/deals/${id}/loss`, loss())).status).toBe(201);
  });
});

describe('a strange id of a deal (422)', () => {
  const ids: [string, string][] = [
    // API Gateway decodes it, and then it is another address.
    ...(DEPLOYED_AT === undefined ? [['an encoded slash', 'a%2Fb'] satisfies [string, string]] : []),
    ['an encoded backslash', 'a%5Cb'],
    ['a space', 'a%20b'],
    ['an emoji', '%F0%9F%99%82'],
    ['an accent', '%C3%A9'],
    ['65 characters', 'x'.repeat(65)],
    ['a thousand characters', 'x'.repeat(1_000)],
    ['a number sign', 'a%23b'],
    ['a question mark', 'a%3Fb'],
    ['a null character', 'a%00b'],
    ['a line break', 'a%0Ab'],
    ['a percent sign', '100%25'],
    ['bytes that are not UTF-8', '%FF%FE'],
    ['a broken escape', '%zz'],
    ['a hyphen at the start', '-1'],
    ['quotation marks', '%22%27'],
    ['markup', '%3Cscript%3E'],
  ];
  it.each(ids)('%s', async (_, id) => {
    for (const answer of [
      await tandem.api.get(`/api/deals/${id}`),
      await tandem.api.put(`/api/deals/${id}`, anOpenDeal()),
      await tandem.api.put(`/api/deals/${id}/loss`, loss()),
      await tandem.api.delete(`/api/deals/${id}/loss`),
      await tandem.api.post(`/api/deals/${id}/mentions`, aMention()),
    ]) {
      expect(answer.status).toBe(422);
      expect(problemOf(answer).errors).toEqual([
        {
          pointer: '#/dealId',
          in: 'path',
          detail: expect.stringContaining('Is not a deal id. Use 1 to 64 letters'),
        },
      ]);
    }
  });

  it.each([
    ['a slash', '/api/deals/a/b'],
    ['nothing', '/api/deals/'],
    ['nothing, and a report', '/api/deals//loss'],
  ])('%s is another address (404)', async (_, path) => {
    const answer = await tandem.api.put(path, loss());
    expect(answer.status).toBe(404);
    expect(problemOf(answer).detail).toContain('/openapi.json');
  });
});

describe('a wrong method (405) is answered with those that there are', () => {
  it.each<[string, string, string]>([
    ['POST', '/api/deals/D-1', 'GET, PUT'],
    ['DELETE', '/api/deals/D-1', 'GET, PUT'],
    ['PATCH', '/api/deals/D-1/loss', 'PUT, DELETE'],
    ['POST', '/api/deals/D-1/loss', 'PUT, DELETE'],
    ['GET', '/api/deals/D-1/win', 'PUT, DELETE'],
    ['GET', '/api/deals/D-1/mentions', 'POST'],
    ['PUT', '/api/deals/D-1/mentions', 'POST'],
    ['POST', '/api/alerts', 'GET'],
    ['DELETE', '/api/alerts/S0001', 'GET'],
    ['GET', '/api/alerts/S0001/acknowledgements', 'POST'],
    ['PUT', '/api/alerts/S0001/responses', 'POST'],
    ['POST', '/api/patterns', 'GET'],
    ['PUT', '/api/competitors', 'GET, POST'],
    ['DELETE', '/api/competitors/acme', 'GET, PATCH'],
    // The gateway of MiniStack answers it by itself.
    ...(ON_MINISTACK
      ? []
      : [['OPTIONS', '/api/deals/D-1/loss', 'PUT, DELETE'] satisfies [string, string, string]]),
  ])('%s %s', async (method, path, allow) => {
    const answer = await tandem.api.send(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(allow.split(', ').sort());
    expect(problemOf(answer).detail).toContain('This address takes');
  });
});

describe('an unknown address (404)', () => {
  it.each([
    '/api',
    '/api/',
    '/api/deal/D-1',
    '/api/deals',
    '/api/deals/D-1/losses',
    '/api/v1/deals/D-1',
    '/api/alerts/S0001/evidence',
    '/API/deals/D-1',
  ])('%s', async (path) => {
    const answer = await tandem.api.get(path);
    expect(answer.status).toBe(404);
    if (path.startsWith('/api')) expect(problemOf(answer).detail).toContain('/openapi.json');
  });
});

describe('a page of another site', () => {
  const foreign = { origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' };

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'competitor=Evil'],
    ['a form that looks like JSON', 'text/plain', JSON.stringify(aMention({ competitor: 'Evil' }))],
    ['a form with files', 'multipart/form-data; boundary=x', '--x--'],
  ])('cannot log anything with %s', async (_, type, body) => {
    const id = newId();
    const answer = await tandem.api.send(`/api/deals/${id}/mentions`, {
      method: 'POST',
      headers: { ...foreign, 'content-type': type },
      body,
    });
    expect([403, 415]).toContain(answer.status);
    problemOf(answer);
    await expectNothingStored(id);
  });

  it.each(['PUT', 'DELETE'])('is not allowed to ask for %s', async (method) => {
    const answer = await tandem.api.send('/api/deals/D-1/loss', {
      method: 'OPTIONS',
      headers: {
        ...foreign,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type',
      },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('cannot read an answer', async () => {
    const answer = await tandem.api.send('/api/alerts', { headers: foreign });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.skipIf(DEPLOYED_AT !== undefined)(
    'that gave its own name to this machine is refused (421)',
    async () => {
      const answer = await sendRaw('/api/alerts', 'GET', { host: 'evil.example.com' }, []);
      expect(answer.status).toBe(421);
      expect(answer.body).toContain('localhost');
    },
  );
});

describe('every refusal', () => {
  it('is a problem document that is not kept and not guessed at', async () => {
    const answers: Answer[] = [
      await tandem.api.get(`/api/deals/${newId()}`),
      await tandem.api.put(`/api/deals/${newId()}/loss`, {}),
      await tandem.api.send('/api/deals/D-1/loss', { method: 'PATCH' }),
    ];
    for (const answer of answers) {
      problemOf(answer);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('does not repeat what was sent', async () => {
    const secret = 'Confidential-4711';
    const answer = await tandem.api.put(`/api/deals/${newId()}/loss`, {
      ...loss(),
      account: `${secret}\u0000`,
      note: 5,
    });
    expect(JSON.stringify(answer.body)).not.toContain(secret);
  });
});
