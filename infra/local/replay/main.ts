import { StartError } from '../../../shared/adapters/local/start-error.ts';
import { OptionsError } from '../options.ts';
import { replayCommand } from './command.ts';
import { quietLog } from './quiet-log.ts';
import { ReplayError } from './request.ts';

const { env, stdout, stderr } = process;
// Who reads along, such as `head`, may have enough before the end. The replay goes on.
stdout.on('error', () => {});

replayCommand(process.argv.slice(2), { env, stdout, stderr, clock: Date.now, log: quietLog(stderr) }).then(
  (code) => {
    process.exitCode = code;
  },
  (fault) => {
    const isKnown =
      fault instanceof OptionsError || fault instanceof StartError || fault instanceof ReplayError;
    stderr.write(`${isKnown ? fault.message : fault instanceof Error ? fault.stack : fault}\n`);
    process.exitCode = 1;
  },
);
