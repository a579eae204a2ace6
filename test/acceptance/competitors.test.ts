import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  competitorDocument,
  competitorWithChanges,
  previewDocument,
} from '../../functions/serve-http/api/competitor-document.ts';
import { problemOf, wrongFields } from '../support/api.ts';
import { eventually, newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';

const tandem = sharedTandem();
const keyOf = (name: string) => name.toLowerCase().replaceAll('-', '');
const path = (name: string) => `/api/competitors/${keyOf(name)}`;

const lose = async (competitor: string): Promise<string> => {
  const id = newId('C');
  const body = { lostOn: YESTERDAY, outcome: 'competitor', primaryReason: 'price', competitor };
  expect((await tandem.api.put(`/api/deals/${id}/loss`, body)).status).toBe(201);
  return id;
};
const competitor = async (name: string) =>
  competitorWithChanges.parse((await tandem.api.get(path(name))).body);
const isThere = (name: string) =>
  eventually(
    async () => ((await tandem.api.get(path(name))).status === 200 ? true : undefined),
    `${name} is a candidate`,
  );

/** Two names, each with reports. */
async function twoNames(): Promise<[one: string, other: string]> {
  const [one, other] = [newId('Rival'), newId('Other')];
  await lose(one);
  await lose(one);
  await lose(other);
  await isThere(one);
  await isThere(other);
  return [one, other];
}

describe('a merge of two names', () => {
  it('is shown before it is done, and showing it changes nothing', async () => {
    const [one, other] = await twoNames();
    const open = newId('O');
    await tandem.api.put(`/api/deals/${open}`, { account: 'Northwind' });
    await tandem.api.post(`/api/deals/${open}/mentions`, { competitor: one });
    const seen = await eventually(async () => {
      const answer = await tandem.api.get(`${path(one)}/merge?into=${encodeURIComponent(other)}`);
      const preview = previewDocument.parse(answer.body);
      return preview.losses === 2 ? preview : undefined;
    }, 'the losses are counted');
    expect(seen).toMatchObject({ losses: 2, openDeals: 1, retracts: [], opens: [] });
    expect(seen.patterns.length).toBeGreaterThanOrEqual(2);
    expect((await competitor(one)).status).toBe('candidate');
  });

  it('is done, told of both names, and undone', async () => {
    const [one, other] = await twoNames();
    const merged = await tandem.api.send(`${path(one)}/merge`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ into: other, by: 'Mara' }),
    });
    expect(merged.status).toBe(200);
    expect(competitorDocument.parse(merged.body)).toMatchObject({
      status: 'merged',
      countedAs: keyOf(other),
    });
    const into = await competitor(other);
    expect(into.aliases).toEqual([{ key: keyOf(one), name: one }]);
    expect(into.changes).toEqual([
      expect.objectContaining({ type: 'CompetitorMerged', by: 'Mara', from: keyOf(one), canBeUndone: true }),
    ]);
    // The same again changes nothing.
    const again = await tandem.api.put(`${path(one)}/merge`, { into: other });
    expect(again.status).toBe(200);
    expect((await competitor(one)).changes).toHaveLength(1);

    const parted = await tandem.api.delete(`${path(one)}/merge`);
    expect(parted.status).toBe(200);
    expect(parted.body).toMatchObject({ status: 'candidate' });
    const after = await competitor(other);
    expect(after.aliases).toEqual([]);
    expect(after.changes.map(({ type, canBeUndone }) => [type, canBeUndone])).toEqual([
      ['CompetitorSeparated', false],
      ['CompetitorMerged', false],
    ]);
    const nothing = await tandem.api.delete(`${path(one)}/merge`);
    expect(nothing.status).toBe(409);
    expect(problemOf(nothing).title).toBe('There is nothing to undo');
  });

  it('moves the patterns, and what is reported later under either name', async () => {
    const [one, other] = await twoNames();
    const patterns = z.object({
      patterns: z.array(z.object({ key: z.string(), title: z.string() })),
    });
    const keys = async () =>
      patterns.parse((await tandem.api.get('/api/patterns')).body).patterns.map(({ key }) => key);
    const has = (key: string, wanted: boolean) =>
      eventually(async () => ((await keys()).includes(key) === wanted ? true : undefined), key);
    await has(`competitor=${keyOf(one)}`, true);
    await tandem.api.put(`${path(one)}/merge`, { into: other });
    await has(`competitor=${keyOf(one)}`, false);
    await lose(`${one} Inc.`);
    await has(`competitor=${keyOf(one)}`, false);
    await tandem.api.delete(`${path(one)}/merge`);
    await has(`competitor=${keyOf(one)}`, true);
  });

  it.each([
    ['with itself', (one: string) => `${one} GmbH`, 409, 'They are one competitor already'],
    ['with nobody', () => 'n/a', 422, 'The request is not valid'],
    ['with a name that nobody knows', () => newId('Slip'), 422, 'The request is not valid'],
  ])('is refused %s', async (_, into, status, title) => {
    const [one] = await twoNames();
    for (const answer of [
      await tandem.api.put(`${path(one)}/merge`, { into: into(one) }),
      await tandem.api.get(`${path(one)}/merge?into=${encodeURIComponent(into(one))}`),
    ]) {
      expect(answer.status).toBe(status);
      expect(problemOf(answer).title).toBe(title);
    }
  });

  it('needs to be undone before the name is decided on otherwise', async () => {
    const [one, other] = await twoNames();
    await tandem.api.put(`${path(one)}/merge`, { into: other });
    for (const answer of [
      await tandem.api.patch(path(one), { status: 'archived' }),
      await tandem.api.post('/api/competitors', { name: one }),
      await tandem.api.put(`${path(other)}/merge`, { into: one }),
      await tandem.api.patch(path(one), { name: one.toUpperCase() }),
    ]) {
      expect(answer.status).toBe(409);
      expect(problemOf(answer).detail).toContain(`is counted under "${keyOf(other)}"`);
    }
  });

  it('of a name that no report has brought adds an alias', async () => {
    const [one] = await twoNames();
    const alias = newId('Alias');
    const added = await tandem.api.post(`${path(one)}/aliases`, { name: alias });
    expect(added.status).toBe(200);
    expect(competitorDocument.parse(added.body).aliases).toEqual([{ key: keyOf(alias), name: alias }]);
    expect((await competitor(alias)).countedAs).toBe(keyOf(one));
  });
});

describe('a name that is no competitor', () => {
  it('is dismissed, and is a candidate again when that is undone', async () => {
    const [one] = await twoNames();
    const dismissed = await tandem.api.patch(path(one), { status: 'dismissed', by: 'Mara' });
    expect(dismissed.body).toMatchObject({ status: 'dismissed' });
    expect(await lose(one)).not.toBe('');
    expect((await tandem.api.delete(`${path(one)}/merge`)).body).toMatchObject({ status: 'candidate' });
  });
});

describe('an archived competitor', () => {
  it('is still reported and counted, and can be used again', async () => {
    const [one] = await twoNames();
    await tandem.api.patch(path(one), { status: 'archived' });
    const id = await lose(one);
    expect((await tandem.api.get(`/api/deals/${id}`)).body).toMatchObject({ loss: { competitor: one } });
    expect((await tandem.api.post('/api/competitors', { name: one })).body).toMatchObject({
      status: 'known',
    });
  });
});

describe('what the register does not take', () => {
  it.each([
    ['a merge into nothing', {}, '#/into'],
    ['an unknown field', { into: 'Acme', why: 'x' }, '#/why'],
    ['somebody without a name', { into: 'Acme', by: '' }, '#/by'],
  ])('%s', async (_, body, pointer) => {
    const [one] = await twoNames();
    const answer = await tandem.api.put(`${path(one)}/merge`, body);
    expect(answer.status).toBe(422);
    expect(wrongFields(answer).map(([where]) => where)).toEqual([pointer]);
  });

  it.each(['get', 'delete'] as const)('%s of a name that nobody knows', async (method) => {
    expect((await tandem.api[method](`${path(newId('Nobody'))}/merge?into=Acme`)).status).toBe(404);
  });
});

describe('a mention that was wrong', () => {
  it('is withdrawn, in any spelling, and stays in the history', async () => {
    const id = newId('O');
    await tandem.api.put(`/api/deals/${id}`, { account: 'Northwind' });
    await tandem.api.post(`/api/deals/${id}/mentions`, { competitor: 'Globex Inc.' });
    const answer = await tandem.api.delete(`/api/deals/${id}/mentions/GLOBEX`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'open', mentions: [] });
    const { body } = await tandem.api.get(`/api/deals/${id}`);
    expect(body).toMatchObject({
      history: [{ type: 'DealUpdated' }, { type: 'CompetitorMentioned' }, { type: 'MentionWithdrawn' }],
    });
    const again = await tandem.api.delete(`/api/deals/${id}/mentions/globex`);
    expect(again.status).toBe(404);
    expect(problemOf(again).title).toBe('There is no such mention');
  });
});
