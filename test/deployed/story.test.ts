import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { eventOfChange } from '../../functions/publish-changes/event-of-change.ts';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import type { Deployment } from '../../infra/aws/deployment.ts';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { createEventBridgePublish } from '../../shared/adapters/aws/event-bridge-publish.ts';
import { TEAMS, type Team } from '../../shared/domain/alerts/teams.ts';
import type { Table } from '../../shared/ports/table.ts';
import { allowanceKey, ledgerKey, noticeKey } from '../../shared/store/keys.ts';
import { lastEntry } from '../../shared/store/ledger.ts';
import { theDeployment } from '../support/deployment.ts';
import type { Call } from '../support/history.ts';
import { call, callAll } from '../support/history.ts';
import { daysFromToday, eventually, newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';
import { type Heard, hear } from './heard.ts';
import { invoke } from './invoke.ts';
import { sendInto } from './queues.ts';

const tandem = sharedTandem();
const PATIENCE = { timeout: 150_000 };
const TODAY = daysFromToday(0);

let deployment: Deployment;
let table: Table;
let heard: Readonly<Record<Team, () => Promise<readonly Heard[]>>>;

beforeAll(async () => {
  deployment = await theDeployment();
  table = connectTable(deployment.TableName);
  const { AlertsTopic } = deployment;
  heard = { sales: await hear(AlertsTopic, /sales/), marketing: await hear(AlertsTopic, /marketing/) };
  // The suite has used up the three messages of today, and perhaps the digest.
  await table.write(
    TEAMS.flatMap((team) => [
      { delete: allowanceKey(team, TODAY) },
      { delete: noticeKey(team, `digest-${TODAY}`) },
    ]),
  );
});

/** A loss so large that it is an alert by itself: the settings say from which amount on. */
const aLargeLoss = (rival: string, amount = '400000'): Call => ({
  method: 'put',
  path: `/api/deals/${newId('Big')}/loss`,
  body: {
    lostOn: YESTERDAY,
    outcome: 'competitor',
    competitor: rival,
    primaryReason: 'price',
    account: 'Northwind',
    // A rep of its own: more than twenty reports of one person within a minute are history, and the suite sends many.
    owner: newId('Rep'),
    segment: 'Enterprise',
    amount,
    currency: 'EUR',
    note: 'Confidential.',
  },
});

const alertsAbout = async (rival: string) =>
  z
    .object({ alerts: z.array(alertSummary) })
    .parse((await tandem.api.get(`/api/alerts?competitor=${rival}`)).body).alerts;

const alertAbout = (rival: string) =>
  eventually(async () => (await alertsAbout(rival))[0], 'an alert is opened', 60_000);

const messagesAbout = async (team: Team, alertId: string) =>
  (await heard[team]()).filter(({ attributes }) => attributes.alertId === alertId);

/** Long enough for whatever might still come. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 4_000));

it(
  'a large loss becomes one alert, and each team hears of it by its own subscription',
  PATIENCE,
  async () => {
    const rival = newId('Rival');
    const mention = newId('Open');
    await callAll(tandem.api, [
      aLargeLoss(rival),
      { method: 'put', path: `/api/deals/${mention}`, body: { amount: '1000', currency: 'EUR' } },
    ]);
    const { id } = await alertAbout(rival);
    for (const team of TEAMS) {
      const [message] = await eventually(async () => {
        const messages = await messagesAbout(team, id);
        return messages.length > 0 ? messages : undefined;
      }, `${team} hears of ${id}`);
      expect(message?.subject).toMatch(new RegExp(`^\\[Tandem\\] .*\\(alert ${id}\\)$`));
      expect(message?.text).toContain(`/alerts/${id}`);
      expect(message?.text).not.toContain('Confidential');
      expect(message?.attributes).toEqual({
        id: `${id}-1-${team}`,
        team,
        kind: 'alert-opened',
        alertId: id,
        family: 'big-loss',
        competitor: expect.stringMatching(/^rival/),
        reason: 'price',
        segment: 'enterprise',
      });
    }
    for (const team of TEAMS) {
      expect((await heard[team]()).every(({ attributes }) => attributes.team === team)).toBe(true);
    }
  },
);

it('losses below the amount, and fewer than a run, are no alert', PATIENCE, async () => {
  const rival = newId('Small');
  await callAll(tandem.api, [aLargeLoss(rival, '249999.99'), aLargeLoss(rival, '1000')]);
  await quiet();
  expect(await alertsAbout(rival)).toEqual([]);
});

it('whatever comes twice changes nothing: reports, events, messages', PATIENCE, async () => {
  const rival = newId('Twice');
  const report = aLargeLoss(rival);
  await callAll(tandem.api, [report]);
  const { id } = await alertAbout(rival);
  await quiet();
  const before = {
    alert: alertDocument.parse((await tandem.api.get(`/api/alerts/${id}`)).body),
    seq: (await lastEntry(table))?.seq,
    messages: await Promise.all(TEAMS.map((team) => messagesAbout(team, id))),
  };
  expect(before.messages.map((messages) => messages.length)).toEqual([1, 1]);

  expect((await call(tandem.api, report)).status).toBe(200);
  // The change feed publishes again what it has published, as it does after a crash.
  const keys = Array.from({ length: Math.min(50, before.seq ?? 0) }, (_, n) =>
    ledgerKey((before.seq ?? 0) - n),
  );
  const items = [
    ...(await table.getMany(keys)),
    ...(await table.getMany([{ pk: `ALERT#${id}`, sk: 'ALERT' }])),
  ];
  const events = items.flatMap((after) => eventOfChange({ key: after.key, before: undefined, after }) ?? []);
  expect(events.length).toBeGreaterThan(2);
  const publish = createEventBridgePublish({
    client: new EventBridgeClient({}),
    busName: deployment.BusName,
  });
  await publish(events);
  await publish(events);
  const opened = events
    .filter(({ metadata }) => metadata.type === 'AlertOpened')
    .map((one) => JSON.stringify(one));
  expect(opened).toHaveLength(1);
  await sendInto(deployment.Queues['notify-teams'] ?? '', [...opened, ...opened]);
  await quiet();

  expect({
    alert: alertDocument.parse((await tandem.api.get(`/api/alerts/${id}`)).body),
    seq: (await lastEntry(table))?.seq,
    messages: await Promise.all(TEAMS.map((team) => messagesAbout(team, id))),
  }).toEqual(before);
});

it('the rest of a day waits for the digest, which comes once', PATIENCE, async () => {
  const rivals = [newId('Third'), newId('Fourth')];
  const ids: string[] = [];
  for (const rival of rivals) {
    await callAll(tandem.api, [aLargeLoss(rival)]);
    ids.push((await alertAbout(rival)).id);
    await quiet();
  }
  const [, fourth = ''] = ids;
  for (const team of TEAMS) expect(await messagesAbout(team, fourth)).toEqual([]);
  await invoke(deployment.Functions['send-digests']);
  await invoke(deployment.Functions['send-digests']);
  for (const team of TEAMS) {
    const digests = await eventually(async () => {
      const found = (await heard[team]()).filter(({ text }) => text.includes(fourth));
      return found.length > 0 ? found : undefined;
    }, `${team} gets the digest`);
    expect(digests.map(({ subject, attributes }) => [attributes.kind, subject])).toEqual([
      ['digest', expect.stringContaining(`[Tandem] Digest of ${TODAY}: `)],
    ]);
  }
});
