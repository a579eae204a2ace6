import { expect, it } from 'vitest';
import type { PatternRecovery } from '../../shared/store/pattern-recovery.ts';
import { recoveryInWords } from '../../shared/web/parts/recovery.ts';

const alarmOn = '2026-11-02';

it.each<[PatternRecovery, string]>([
  [{ alarmOn, share: 'high' }, 'Alarm on 2 Nov 2026. The share has not come back yet.'],
  [
    { alarmOn, share: 'back', backOn: '2026-11-20' },
    'Alarm on 2 Nov 2026. The share is as usual again since 20 Nov 2026.',
  ],
  [
    { alarmOn, share: 'resolved' },
    'Alarm on 2 Nov 2026. The share has been as usual for two weeks: it is over.',
  ],
])('a page says of %j: %s', (recovery, words) => {
  expect(String(recoveryInWords(recovery)).replaceAll(/<[^>]*>/g, '')).toBe(words);
});
