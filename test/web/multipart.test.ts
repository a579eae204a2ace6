import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryIn, createMultipartReader } from '../../functions/serve-http/multipart.ts';

/** The parts of a body that arrives in pieces of some sizes. */
function partsOf(body: Uint8Array, boundary: string, sizes: readonly number[]) {
  const parts: { name: string; fileName: string | undefined; bytes: number[] }[] = [];
  const reader = createMultipartReader(boundary, {
    part: (header) => void parts.push({ ...header, bytes: [] }),
    bytes: (piece) => void parts.at(-1)?.bytes.push(...piece),
  });
  for (let at = 0, n = 0; at < body.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    reader.push(body.subarray(at, at + size));
    at += size;
  }
  return { parts, isComplete: reader.isComplete() };
}

describe('A form with a file', () => {
  it('is read as it was sent, in whatever pieces it arrives', async () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.constant(Buffer.from('\r\n--\r\n-\r\n--b')));
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(bytes, sizes, async (content, cuts) => {
        const form = new FormData();
        form.append('before', 'text');
        form.append('file', new Blob([new Uint8Array(content)]), 'my "deals".csv');
        const request = new Request('http://tandem.test', { method: 'POST', body: form });
        const boundary = boundaryIn(request.headers.get('content-type') ?? undefined) ?? '';
        const { parts, isComplete } = partsOf(new Uint8Array(await request.arrayBuffer()), boundary, cuts);
        expect(isComplete).toBe(true);
        expect(parts).toMatchObject([
          { name: 'before', fileName: undefined },
          { name: 'file', fileName: 'my "deals".csv', bytes: [...content] },
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['cut off', '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ntext'],
    ['with rubbish behind a boundary', '--bX\r\n\r\n\r\n--b--'],
    ['with a header without an end', `--b\r\n${'x'.repeat(10_000)}`],
    ['empty', ''],
  ])('is not complete: %s', (_, body) => {
    expect(partsOf(Buffer.from(body), 'b', [1_000]).isComplete).toBe(false);
  });

  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
    ['multipart/form-data', undefined],
    ['application/x-www-form-urlencoded; boundary=abc', undefined],
    [undefined, undefined],
  ])('%s has the boundary %s', (type, boundary) => {
    expect(boundaryIn(type)).toBe(boundary);
  });
});
