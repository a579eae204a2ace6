import type { Settings } from '../../shared/domain/settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { Recorder } from '../../shared/store/recorder.ts';

/** Everything that the web side needs from its home. */
export interface Deps {
  readonly table: Table;
  readonly record: Recorder['record'];
  readonly decide: Recorder['decide'];
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  /** A name that nobody has used before. */
  readonly newId: () => string;
  /** Does this fault mean that the storage cannot be used at the moment? */
  readonly isUnavailable: (fault: unknown) => boolean;
  /** How many messages wait for a person, because they failed as often as they may. */
  readonly deadLetterCount?: () => Promise<number>;
}
