export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface StatusLine {
  /** @param words what to show; they are asked for only when it is time to show something. */
  show(words: () => string): void;
  /** Takes the line away. */
  clear(): void;
}

const EVERY_MS = 100;
const ERASE = '\r\u001b[K';

/** One line that is written over and over, for people who wait; nothing where nobody looks. */
export function createStatusLine(screen: Screen, clock: () => number): StatusLine {
  if (screen.isTTY !== true) return { show: () => {}, clear: () => {} };
  let shown = clock();
  return {
    show(words) {
      const now = clock();
      if (now - shown < EVERY_MS) return;
      shown = now;
      screen.write(`${ERASE}${words()}`);
    },
    clear: () => void screen.write(ERASE),
  };
}
