import { CommandError, readFlags, runCommand } from '../local/command-line.ts';
import { findDeployment } from './deployment.ts';
import { republish } from './republish.ts';

const USAGE = `Usage: npm run republish -- --stage STAGE

  Publishes the changes that the stream of the table went on without.
  See docs/runbooks/unpublished-changes.md.
`;

/** `npm run republish`: looks after a deployed Tandem, with the credentials of whoever runs it. */
async function main(): Promise<number> {
  const { stage } = readFlags({ options: { stage: { type: 'string' } } }, USAGE).values;
  if (stage === undefined) throw new CommandError(USAGE);
  const changes = await republish(await findDeployment(stage));
  process.stdout.write(`${changes} ${changes === 1 ? 'change' : 'changes'} published again.\n`);
  return 0;
}

runCommand(main);
