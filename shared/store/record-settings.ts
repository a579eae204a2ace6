import * as z from 'zod';
import {
  type DetectionSettings,
  detectionSettings,
  USUAL_SETTINGS,
} from '../domain/detection/detection-settings.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table } from '../ports/table.ts';
import { foldsKey, ledgerKey, settingsKey } from './keys.ts';
import { plain } from './plain.ts';
import type { Submission } from './submission.ts';

/** The settings that follow from those in force, if the next entry is of this time (milliseconds since 1970). */
export type ChangeOfSettings = (before: DetectionSettings, at: number) => DetectionSettings;

/** Settings that the ledger goes by from this entry on. */
export const settingsSubmission = (
  table: Table,
  change: ChangeOfSettings,
  resolve: (outcome: 'stored' | 'unchanged') => void,
): Omit<Submission, 'reject'> => ({
  subject: 'SETTINGS',
  async prepare() {
    const before = await currentSettings(table);
    return ({ seq, recordedAt }) => {
      const settings = change(before, recordedAt);
      return sameJson(before, settings)
        ? { writes: [], answer: () => resolve('unchanged') }
        : {
            writes: [
              { put: settingsKey, data: plain(settings) },
              {
                put: ledgerKey(seq),
                data: plain({ type: 'SettingsChanged', settings, seq, recordedAt }),
                when: 'absent',
              },
            ],
            answer: () => resolve('stored'),
          };
    };
  },
});

/** The settings at the end of the ledger. */
export async function currentSettings(table: Table): Promise<DetectionSettings> {
  const item = await table.get(settingsKey);
  return item === undefined ? await initialSettings(table) : detectionSettings.parse(item.data);
}

const folds = z.object({ version: z.int(), initial: detectionSettings.optional() });

/**
 * What held before the ledger first set something: the usual settings, or those that were in force when a ledger of a version
 * without settings was taken over.
 */
export async function initialSettings(table: Table): Promise<DetectionSettings> {
  return (await foldsOf(table))?.initial ?? USUAL_SETTINGS;
}

/** By which version of the folds everything beside the ledger was made; undefined in a table of the first one. */
export async function foldsOf(table: Table): Promise<z.output<typeof folds> | undefined> {
  const item = await table.get(foldsKey);
  return item && folds.parse(item.data);
}
