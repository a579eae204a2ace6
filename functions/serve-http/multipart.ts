/** Reads multipart/form-data (RFC 7578) piece by piece, so that a file never stands in memory as a whole. */
export interface MultipartReader {
  push(bytes: Uint8Array): void;
  /** Did the last part end as it should? */
  isComplete(): boolean;
}

interface PartHeader {
  readonly name: string;
  /** Given for a file, and empty where none was chosen. */
  readonly fileName: string | undefined;
}

interface Receiver {
  /** A part begins; its bytes follow. */
  part(header: PartHeader): void;
  bytes(piece: Uint8Array): void;
}

/** No browser sends more before a part; what does is something else. */
const LONGEST_HEADER = 8_192;
const BREAK = new TextEncoder().encode('\r\n');
const HEADER_END = new TextEncoder().encode('\r\n\r\n');

/** The boundary between the parts, from the header Content-Type; undefined where it is not multipart/form-data. */
export function boundaryIn(contentType: string | undefined): string | undefined {
  const found = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  return found?.[1] ?? found?.[2];
}

export function createMultipartReader(boundary: string, receiver: Receiver): MultipartReader {
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  // The first delimiter may stand at the very beginning, without a line break before it.
  let buffer: Uint8Array = BREAK;
  let state: 'before' | 'delimiter' | 'header' | 'content' | 'end' | 'broken' = 'before';

  /** @returns whether there is more to do with what is there. */
  function step(): boolean {
    switch (state) {
      case 'before':
      case 'content': {
        const at = indexOf(buffer, delimiter);
        // The last bytes may be the beginning of a delimiter.
        const end = at === -1 ? Math.max(0, buffer.length - delimiter.length + 1) : at;
        if (state === 'content' && end > 0) receiver.bytes(buffer.subarray(0, end));
        buffer = buffer.subarray(at === -1 ? end : at + delimiter.length);
        if (at !== -1) state = 'delimiter';
        return at !== -1;
      }
      case 'delimiter': {
        if (buffer.length < 2) return false;
        const isEnd = buffer[0] === 0x2d && buffer[1] === 0x2d;
        state = isEnd ? 'end' : buffer[0] === 0x0d && buffer[1] === 0x0a ? 'header' : 'broken';
        return true;
      }
      case 'header': {
        const at = indexOf(buffer, HEADER_END);
        if (at === -1) {
          if (buffer.length > LONGEST_HEADER) state = 'broken';
          return false;
        }
        receiver.part(headerIn(new TextDecoder().decode(buffer.subarray(0, at))));
        buffer = buffer.subarray(at + HEADER_END.length);
        state = 'content';
        return true;
      }
      case 'end':
      case 'broken':
        buffer = new Uint8Array();
        return false;
    }
  }

  return {
    isComplete: () => state === 'end',
    push(bytes) {
      const joined = new Uint8Array(buffer.length + bytes.length);
      joined.set(buffer);
      joined.set(bytes, buffer.length);
      buffer = joined;
      while (step());
    },
  };
}

/** Browsers write a quotation mark within a name as %22. */
function headerIn(text: string): PartHeader {
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? '';
  const given = (field: string) => new RegExp(`;\\s*${field}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return { name: given('name') ?? '', fileName: given('filename')?.replaceAll('%22', '"') };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    if (wanted.every((byte, place) => bytes[at + place] === byte)) return at;
  }
  return -1;
}
