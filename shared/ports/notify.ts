import type { Team } from '../domain/alerts/teams.ts';

/** One message to one team, in plain text. */
export interface TeamMessage {
  /** The same message has the same id, also when it is sent a second time. */
  readonly id: string;
  readonly team: Team;
  readonly kind: 'alert-opened' | 'alert-updated' | 'digest';
  /** ASCII, under 100 characters. */
  readonly subject: string;
  readonly text: string;
  /** Absent in a digest. */
  readonly alertId?: string | undefined;
  /** What subscriptions may select by: codes and keys of names, never a customer. Absent in a digest. */
  readonly about?:
    | {
        readonly family: string;
        readonly competitor?: string | undefined;
        readonly reason?: string | undefined;
        readonly segment?: string | undefined;
      }
    | undefined;
}

/** Hands a message over for delivery. Resolves when the next system has taken it; throws otherwise. */
export type Notify = (message: TeamMessage) => Promise<void>;
