import { runCommand } from '../command-line.ts';
import { replayCommand } from './command.ts';
import { quietLog } from './quiet-log.ts';

const { argv, env, stdout, stderr } = process;
runCommand(() =>
  replayCommand(argv.slice(2), { env, stdout, stderr, clock: Date.now, log: quietLog(stderr) }),
);
