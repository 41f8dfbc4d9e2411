import { BlockList, isIP } from 'node:net';
import { invalidPattern } from './invalid-pattern.ts';

/** `{"cidr": "10.0.0.0/8"}`, IPv4 or IPv6. */
export function compileCidr(cidr: unknown): (text: string) => boolean {
  const [address = '', bits = '', ...rest] = typeof cidr === 'string' ? cidr.split('/') : [];
  const version = isIP(address);
  const prefix = Number(bits);
  if (version === 0 || rest.length > 0 || !/^\d+$/.test(bits) || prefix > (version === 4 ? 32 : 128)) {
    throw invalidPattern(`Malformed CIDR: ${JSON.stringify(cidr)}`);
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, prefix, family);
  return (text) => isIP(text) === version && block.check(text, family);
}
