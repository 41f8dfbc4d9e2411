import { BlockList, isIP } from 'node:net';

/** IANA, "IPv4 Special-Purpose Address Registry" (RFC 6890): what no server of the public Internet has. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared address space (carrier-grade NAT)
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local: instance and container metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays, withdrawn
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];

/** IANA, "IPv6 Address Space": everything else, with mapped IPv4, NAT64, ULA and link-local, is not global unicast. */
const GLOBAL_IPV6 = ['2000::/3'];

/** IANA, "IPv6 Special-Purpose Address Registry": parts of 2000::/3 that lead elsewhere or nowhere. */
const SPECIAL_IPV6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarks, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '3fff::/20', // documentation
];

const specialIpv4 = blockListOf(SPECIAL_IPV4);
const globalIpv6 = blockListOf(GLOBAL_IPV6);
const specialIpv6 = blockListOf(SPECIAL_IPV6);

/** Whether an address may be called. Anything that is no plain IPv4 or IPv6 address may not. */
export type AddressRule = (address: string) => boolean;

/**
 * Public addresses, and whatever `allowed` names besides.
 * @param allowed CIDR blocks, such as `10.0.0.0/16` or `::1/128`
 */
export function createAddressRule(allowed: readonly string[]): AddressRule {
  const exceptions = blockListOf(allowed);
  return (address) => {
    if (isIP(address) === 4)
      return contains(exceptions, address, 'ipv4') || !contains(specialIpv4, address, 'ipv4');
    // A zone (fe80::1%eth0) is never global.
    if (isIP(address) !== 6 || address.includes('%')) return false;
    if (contains(exceptions, address, 'ipv6')) return true;
    return contains(globalIpv6, address, 'ipv6') && !contains(specialIpv6, address, 'ipv6');
  };
}

function contains(list: BlockList, address: string, family: 'ipv4' | 'ipv6'): boolean {
  return list.check(address, family);
}

function blockListOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits = ''] = block.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
