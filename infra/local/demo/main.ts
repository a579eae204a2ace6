import { runCommand, stopOnSignal } from '../command-line.ts';
import { quietLog } from '../replay/quiet-log.ts';
import { demoCommand } from './command.ts';

const { argv, env, stdout, stderr } = process;
runCommand(async () => {
  const stop = await demoCommand(argv.slice(2), {
    env,
    stdout,
    stderr,
    clock: Date.now,
    log: quietLog(stderr),
  });
  if (stop !== undefined) stopOnSignal(stop);
  return undefined;
});
