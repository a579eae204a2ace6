import { describe, expect, it } from 'vitest';
import { aClock } from '../support/clock.ts';
import { aLossOfTheRun, callAll, dayOf } from '../support/history.ts';
import { anSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { aTandem, DEPLOYED_AT, eventually, type Tandem } from '../support/tandem.ts';

/** A home that sends mail to this server, and reports each loss of 1,000 EUR or more. */
async function aMailingTandem() {
  const sink = await anSmtpSink();
  const clock = aClock('2026-03-02T10:00:00Z');
  const tandem = await aTandem({
    clock,
    env: {
      SMTP_URL: sink.url,
      TANDEM_FROM_EMAIL: 'tandem@example.com',
      TANDEM_SALES_EMAIL: 'sales@example.com',
      TANDEM_MARKETING_EMAIL: 'marketing@example.com',
      TANDEM_PUBLIC_URL: 'https://tandem.example.com/',
      TANDEM_BIG_LOSS: '1000 EUR',
    },
  });
  const lose = (n: number, given: object = {}) =>
    callAll(tandem.api, [aLossOfTheRun(n, dayOf(clock), given)]);
  return { sink, clock, tandem, lose };
}

const mailsArrived = ({ mails }: SmtpSink, count: number) =>
  eventually(async () => (mails.length >= count ? mails : undefined), `${count} mails arrive`);
const inOutbox = async (tandem: Tandem, count: number) =>
  await eventually(async () => {
    const messages = await tandem.outbox();
    return messages.length >= count ? messages : undefined;
  }, `${count} messages are in the outbox`);

describe.skipIf(DEPLOYED_AT !== undefined)('a message by e-mail', () => {
  it('arrives with its addresses, its subject and a plain text body', async () => {
    const { sink, tandem, lose } = await aMailingTandem();
    await lose(1, { competitor: 'Über GmbH', account: 'Łódź 株式会社' });
    await tandem.home.settle();
    const mails = await mailsArrived(sink, 2);
    expect(mails.map(({ from, to }) => [from, to]).sort()).toEqual([
      ['tandem@example.com', ['marketing@example.com']],
      ['tandem@example.com', ['sales@example.com']],
    ]);
    const outbox = await tandem.outbox();
    for (const { headers, text, to } of mails) {
      const message = outbox.find((one) => to.includes(one.to));
      expect(headers.to).toBe(to[0]);
      expect(headers.from).toBe('tandem@example.com');
      expect(headers.subject).toBe(
        `[Tandem] Uber GmbH took a large deal: 20,000 EUR (alert ${message?.alertId})`,
      );
      expect(headers['content-type']).toMatch(/^text\/plain; charset=utf-8/);
      expect(headers['message-id']).toBe(`<${message?.id}@tandem.invalid>`);
      expect(text.trim()).toBe(message?.text.trim());
      expect(text).toContain('Über GmbH took a deal worth 20,000 EUR.');
      expect(text).toContain(`https://tandem.example.com/alerts/${message?.alertId}?team=sales#answer`);
      expect(text).not.toContain('Confidential');
    }
  });

  it.each(['recipient', 'message', 'connection'] as const)(
    'that the server does not take at first (%s) is sent again, and is in the outbox once',
    async (at) => {
      const { sink, tandem, lose } = await aMailingTandem();
      sink.refuse(3, at);
      await lose(1);
      const mails = await mailsArrived(sink, 2);
      const messages = await inOutbox(tandem, 2);
      await tandem.home.settle();
      expect(sink.offered()).toBeGreaterThanOrEqual(at === 'message' ? 5 : 4);
      expect(mails.map(({ to }) => to[0]).sort()).toEqual(['marketing@example.com', 'sales@example.com']);
      expect(messages.map(({ id }) => id.replace(/^.*-/, '')).sort()).toEqual(['marketing', 'sales']);
      expect(await tandem.home.deadLetters.list()).toEqual([]);
      const said = JSON.stringify(tandem.lines);
      expect(said).not.toContain('@example.com');
    },
  );

  it('that is never taken becomes a dead letter, and nothing else waits for it', async () => {
    const { sink, tandem, lose } = await aMailingTandem();
    sink.refuse(Number.POSITIVE_INFINITY, 'message');
    for (const n of [1, 2]) {
      expect((await lose(n))[0]?.status).toBe(201);
      const letters = await eventually(async () => {
        const found = await tandem.home.deadLetters.list();
        return found.length === n ? found : undefined;
      }, `message ${n} is given up`);
      expect(letters.at(-1)).toMatchObject({
        queue: 'notify-teams',
        attempts: 5,
        error: expect.stringMatching(/^The mail server did not take message .*-(sales|marketing) \(\w+\)\.$/),
      });
    }
    const waiting = await tandem.outbox();
    expect(waiting.map(({ mailed }) => mailed)).toEqual([false, false, false, false]);
    const page = await tandem.api.send('/local/outbox', { headers: { accept: 'text/html' } });
    expect(String(page.body).match(/not mailed yet, it will be tried again/g)).toHaveLength(4);

    sink.refuse(0, 'message');
    await tandem.home.deadLetters.replay('all');
    const mails = await mailsArrived(sink, 4);
    await tandem.home.settle();
    expect(mails).toHaveLength(4);
    expect(await tandem.outbox()).toEqual(waiting.map((message) => ({ ...message, mailed: true })));
    expect(await tandem.home.deadLetters.list()).toEqual([]);
  });
});
