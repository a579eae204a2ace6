import { describe, expect, test } from 'vitest';
import { createStreamedText } from '../../shared/domain/csv/streamed-text.ts';

function read(bytes: Uint8Array, size: number) {
  const text = createStreamedText();
  let all = '';
  for (let at = 0; at < bytes.length; at += size) all += text.push(bytes.subarray(at, at + size));
  return { text: all + text.end(), notes: text.notes(), unreadable: text.unreadable() };
}

const WORDS = 'Müller;Straße;naïve;日本;😀\n';
const [GUESSED] = [['Is not UTF-8 and was read as Windows-1252.']];

describe.each([1, 2, 3, 7, 1_000])('Text that arrives %i bytes at a time', (size) => {
  test.each<[string, Uint8Array, string, readonly string[]]>([
    ['UTF-8', Buffer.from(WORDS), WORDS, []],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${WORDS}`), WORDS, []],
    ['UTF-16', Buffer.from(`\ufeff${WORDS}`, 'utf16le'), WORDS, []],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${WORDS}`, 'utf16le').swap16(), WORDS, []],
    ['an old code page', Buffer.from('one;two\nMüller;é', 'latin1'), 'one;two\nMüller;é', GUESSED],
    ['a character that is cut off', Buffer.from('abc\xc3', 'latin1'), 'abcÃ', GUESSED],
    ['two letters', Buffer.from('ab'), 'ab', []],
    ['one letter of an old code page', Buffer.from('é', 'latin1'), 'é', GUESSED],
    ['nothing', new Uint8Array(), '', []],
  ])('%s', (_, bytes, text, notes) => {
    expect(read(bytes, size)).toEqual({ text, notes, unreadable: undefined });
  });

  test.each([
    ['a spreadsheet', Buffer.from('PK\x03\x04 and more'), 'Is a spreadsheet'],
    ['UTF-16 without a mark', Buffer.from('deal_id', 'utf16le'), 'Is not text'],
    ['no text', Buffer.from([0]), 'Is not text'],
  ])('%s is refused', (_, bytes, message) => {
    expect(read(bytes, size).unreadable).toContain(message);
  });
});
