/** Calls back once after so many milliseconds, unless it is cancelled by the function that it answers with. */
export type SetTimer = (ms: number, callback: () => void) => () => void;

/** The longest wait that setTimeout knows; with a longer one it would call back at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer that does not keep the process alive: what waits in a queue waits just as well on disk. */
export const setUnrefTimer: SetTimer = (ms, callback) => {
  const timer = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_MS));
  timer.unref();
  return () => clearTimeout(timer);
};
