import type { TextTest } from './value-tests.ts';

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Compiles a block of addresses such as `10.0.0.0/24` or `2001:db8::/32`. Text that is no address is in no block.
 * Undefined for what EventBridge refuses, which includes blocks of one address (`/32` and `/128`).
 *
 * event-ruler also finds `10.0.0.7` in `a00::/24`, whose first bytes are the same, and numbers in `/0`. We do not.
 */
export function compileCidr(cidr: string): TextTest | undefined {
  const [, network, length] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const block = parseAddress(network ?? '');
  if (!block || Number(length) >= block.bits) return undefined;

  const hostBits = BigInt(block.bits - Number(length));
  return (text) => {
    const address = parseAddress(text);
    return address?.bits === block.bits && address.value >> hostBits === block.value >> hostBits;
  };
}

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte < 256) ? { bits: 32, value: join(bytes, 8n) } : undefined;
}

function parseIpv6(text: string): Address | undefined {
  const [head = [], tail, ...rest] = text.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = 8 - head.length - (tail?.length ?? 0);
  if (rest.length > 0 || (tail ? zeros < 1 : zeros !== 0)) return undefined;

  const groups = [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const value = join(groups.map(hexadecimal), 16n);
  // An IPv4 address in IPv6 clothes, ::ffff:a00:7, is the IPv4 address (RFC 4291, section 2.5.5.2).
  return value >> 32n === 0xffffn ? { bits: 32, value: BigInt.asUintN(32, value) } : { bits: 128, value };
}

const hexadecimal = (group: string) => Number.parseInt(group, 16);

function join(parts: readonly number[], bitsEach: bigint): bigint {
  return parts.reduce((value, part) => (value << bitsEach) | BigInt(part), 0n);
}
