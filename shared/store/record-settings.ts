import {
  type DetectionSettings,
  detectionSettings,
  USUAL_SETTINGS,
} from '../domain/detection/detection-settings.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table } from '../ports/table.ts';
import { ledgerKey, settingsKey } from './keys.ts';
import { plain } from './plain.ts';
import type { Submission } from './submission.ts';

/** Settings that the ledger goes by from this entry on. */
export const settingsSubmission = (
  table: Table,
  settings: DetectionSettings,
  resolve: (outcome: 'stored' | 'unchanged') => void,
): Omit<Submission, 'reject'> => ({
  subject: 'SETTINGS',
  async prepare() {
    const before = await currentSettings(table);
    return ({ seq, recordedAt }) =>
      sameJson(before, settings)
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
  },
});

/** The settings at the end of the ledger. */
export async function currentSettings(table: Table): Promise<DetectionSettings> {
  const item = await table.get(settingsKey);
  return item === undefined ? USUAL_SETTINGS : detectionSettings.parse(item.data);
}
