import { describe, expect, it } from 'vitest';
import { aClock, HOUR, MINUTE } from '../support/clock.ts';
import { aLossOfTheRun, aRun, businessAsUsual, callAll, dayOf } from '../support/history.ts';
import { expectRecounted } from '../support/same-ledger.ts';
import { wholeLedger } from '../support/store.ts';
import { aTandem, DEPLOYED_AT } from '../support/tandem.ts';

describe.skipIf(DEPLOYED_AT !== undefined)('a clock that jumps back an hour', () => {
  it('keeps no report out, no alert back and nobody untold, and every projection is as in a recount', async () => {
    const clock = aClock('2026-01-05T10:00:00Z');
    const tandem = await aTandem({ clock });
    await businessAsUsual(tandem.api, clock);
    await aRun(tandem.api, clock, 3);
    await tandem.home.settle();
    expect(await tandem.outbox()).toEqual([]);
    const before = (await wholeLedger(tandem.home.table)).at(-1)?.recordedAt ?? 0;

    clock.set(before - HOUR);
    for (let n = 10; n < 34; n += 1) {
      await callAll(tandem.api, [aLossOfTheRun(n, dayOf(clock))]);
      clock.advance(MINUTE);
      await tandem.home.settle();
    }
    const told = await tandem.outbox();
    expect(
      told
        .filter(({ kind }) => kind === 'alert-opened')
        .map(({ team }) => team)
        .sort(),
    ).toEqual(['marketing', 'sales']);
    clock.set(before + HOUR);
    await callAll(tandem.api, [aLossOfTheRun(99, dayOf(clock))]);
    await tandem.home.sendDigests();
    await tandem.home.settle();

    const ledger = await wholeLedger(tandem.home.table);
    const times = ledger.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
    expect(await tandem.home.deadLetters.list()).toEqual([]);
    expect(tandem.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    await expectRecounted(tandem, { clock });
  });
});
