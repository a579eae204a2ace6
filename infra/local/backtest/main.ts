import { runCommand } from '../command-line.ts';
import { backtestCommand } from './command.ts';

const { argv, env, stdout, stderr } = process;
// Also called when nobody reads any more, so that the command comes to its end.
const print = (text: string) => new Promise<void>((resolve) => void stdout.write(text, () => resolve()));
runCommand(() => backtestCommand(argv.slice(2), { env, print, stderr, clock: () => performance.now() }));
