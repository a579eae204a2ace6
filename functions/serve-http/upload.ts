import { createMultipartReader } from './multipart.ts';

export type Upload =
  | { readonly kind: 'file'; readonly name: string }
  /** No file was chosen, or the form has none. */
  | { readonly kind: 'no-file' }
  | { readonly kind: 'too-large' }
  /** It ended in the middle, or the connection broke. */
  | { readonly kind: 'cut-off' };

interface Wanted {
  /** The field of the form. */
  readonly field: string;
  readonly boundary: string;
  /** Bytes. */
  readonly largest: number;
}

/** What a form has around its file. */
const FRAME = 16_384;
/**
 * A browser shows no answer before it has sent everything, so what is too large is still taken and thrown away: up to so
 * many bytes.
 */
const MOST_THROWN_AWAY = 1_000_000_000;

/**
 * Reads the file of a form while it arrives.
 *
 * @param take gets the file piece by piece, and says whether it wants more.
 */
export async function readUpload(
  request: Request,
  { field, boundary, largest }: Wanted,
  take: (piece: Uint8Array) => boolean,
): Promise<Upload> {
  let name: string | undefined;
  let isFile = false;
  const announced = Number(request.headers.get('content-length') ?? 0);
  let isWanted = announced <= largest + FRAME;
  const parts = createMultipartReader(boundary, {
    part(header) {
      isFile = header.name === field && header.fileName !== undefined && name === undefined;
      if (isFile) name = header.fileName;
    },
    bytes(piece) {
      if (isFile && isWanted) isWanted = take(piece);
    },
  });
  if (request.body === null) return { kind: 'no-file' };
  const reader = request.body.getReader();
  let size = 0;
  for (;;) {
    const piece = await reader.read().catch(() => 'broken' as const);
    if (piece === 'broken') return { kind: 'cut-off' };
    const { done, value } = piece;
    if (done) break;
    size += value.length;
    if (size > MOST_THROWN_AWAY) {
      await reader.cancel();
      break;
    }
    if (size <= largest + FRAME && isWanted) parts.push(value);
  }
  if (size > largest + FRAME) return { kind: 'too-large' };
  if (isWanted && !parts.isComplete()) return { kind: 'cut-off' };
  return name === undefined || name === '' ? { kind: 'no-file' } : { kind: 'file', name };
}
