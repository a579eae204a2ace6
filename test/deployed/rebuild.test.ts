import { expect, it } from 'vitest';
import { rebuildDeployed } from '../../infra/aws/rebuild.ts';
import { theDeployment } from '../support/deployment.ts';
import { call } from '../support/history.ts';
import { aLoss, aMention } from '../support/reports.ts';
import { newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';

const tandem = sharedTandem();

it('what the functions made of the ledger is what this machine makes of it', {
  timeout: 120_000,
}, async () => {
  const id = newId();
  for (const one of [
    { method: 'post', path: `/api/deals/${newId()}/mentions`, body: aMention() },
    { method: 'put', path: `/api/deals/${id}/loss`, body: aLoss({ lostOn: YESTERDAY }) },
    {
      method: 'put',
      path: `/api/deals/${id}/loss`,
      body: aLoss({ lostOn: YESTERDAY, competitor: 'Globex' }),
    },
  ] as const) {
    expect((await call(tandem.api, one)).status).toBeLessThan(300);
  }
  // The folds may still be under way; what they have not done yet would differ.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const said: string[] = [];
  const code = await rebuildDeployed(await theDeployment(), { mend: false, say: (text) => said.push(text) });
  expect(said.at(-1)).toBe('Everything is as the ledger says.');
  expect(said.length).toBeGreaterThan(3);
  expect(code).toBe(0);
});
