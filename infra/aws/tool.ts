import { CommandError, readFlags, runCommand } from '../local/command-line.ts';
import { findDeployment } from './deployment.ts';
import { rebuildDeployed } from './rebuild.ts';
import { republish } from './republish.ts';

const USAGE = `Usage: npm run aws -- COMMAND --stage STAGE

  rebuild [--check]   makes everything anew that follows from the ledger, compares, and puts right what differs;
                      --check only tells. Tandem may be used meanwhile.
  republish           publishes the changes that the stream of the table went on without,
                      see docs/runbooks/unpublished-changes.md

With the credentials and the region of the deployed stage.
`;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** `npm run aws`: looks after a deployed Tandem. */
async function main(): Promise<number> {
  const options = {
    stage: { type: 'string' },
    check: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values, positionals } = readFlags({ options, allowPositionals: true }, USAGE);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [command, ...rest] = positionals;
  if (values.stage === undefined || rest.length > 0)
    throw new CommandError(`That is not a command.\n\n${USAGE}`);
  switch (command) {
    case 'rebuild':
      return await rebuildDeployed(await findDeployment(values.stage), { mend: !values.check, say });
    case 'republish': {
      const changes = await republish(await findDeployment(values.stage));
      say(`${changes} ${changes === 1 ? 'change' : 'changes'} published again.`);
      return 0;
    }
    default:
      throw new CommandError(`That is not a command.\n\n${USAGE}`);
  }
}

runCommand(main);
