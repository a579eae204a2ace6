import * as z from 'zod';
import { alert } from '../domain/alerts/alert.ts';
import type { Detection } from '../domain/detection/detection.ts';
import type { Put, Table } from '../ports/table.ts';
import { detectionKey, detectionsOf, ordered } from './keys.ts';
import { plain } from './plain.ts';

/** A detection as it is stored. */
export const detectionFact = z.object({
  ...alert.pick({ family: true, key: true, epoch: true, pattern: true, figures: true, evidence: true }).shape,
  seq: z.int(),
  at: z.int(),
  cause: z.enum(['alarm', 'money-doubled']),
  mutedBy: z.object({ key: z.string(), epoch: z.int() }).nullable(),
  revised: z.object({ by: z.int(), at: z.int() }).optional(),
  retracted: z.literal(true).optional(),
});

export const detectionItem = (detection: Detection): Put => ({
  put: detectionKey(detection.family, detection.seq, detection.key),
  data: plain(detection),
});

/** The detection that an event or an alert speaks of. It was stored before anybody could hear of it. */
export async function getDetection(
  table: Table,
  of: { readonly family: string; readonly seq: number; readonly key: string },
): Promise<Detection> {
  const found = await findDetection(table, of);
  if (found === undefined)
    throw new Error(`No detection of ${of.family} is stored for ledger entry ${of.seq}.`);
  return found;
}

export async function findDetection(
  table: Table,
  of: { readonly family: string; readonly seq: number; readonly key: string },
): Promise<Detection | undefined> {
  const item = await table.get(detectionKey(of.family, of.seq, of.key));
  return item && detectionFact.parse(item.data);
}

/** All detections of a family from a ledger entry on, in the order of the ledger; retracted ones too. */
export async function detectionsFrom(table: Table, family: string, seq: number): Promise<Detection[]> {
  const { items } = await table.query({ pk: detectionsOf(family), sk: { from: ordered(seq) } });
  return items.map((item) => detectionFact.parse(item.data));
}
