import fc from 'fast-check';
import { createAddressRule } from '../../../lib/http/address-rule.ts';

const isAllowed = createAddressRule([]);

describe('an address', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback elsewhere', '127.255.255.254'],
    ['this host', '0.0.0.0'],
    ['private 10/8', '10.0.0.1'],
    ['private 172.16/12, first', '172.16.0.0'],
    ['private 172.16/12, last', '172.31.255.255'],
    ['private 192.168/16', '192.168.1.1'],
    ['instance metadata', '169.254.169.254'],
    ['container credentials', '169.254.170.2'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['unique local', 'fd00:ec2::254'],
    ['IPv6 multicast', 'ff02::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback in hex', '::ffff:7f00:1'],
    ['mapped metadata', '::ffff:169.254.169.254'],
    ['mapped public: nobody has it', '::ffff:8.8.8.8'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::a9fe:a9fe'],
    ['6to4 of 10.0.0.1', '2002:a00:1::'],
    ['Teredo', '2001:0:1::1'],
    ['documentation', '2001:db8::1'],
    ['no address', 'example.com'],
    ['nothing', ''],
    ['a number', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['short', '127.1'],
  ])('that is %s (%s) may not be called', (_what, address) => {
    expect(isAllowed(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '223.255.255.255',
    '2600::1',
    '2a00:1450::1',
  ])('of the public Internet (%s) may be called', (address) => {
    expect(isAllowed(address)).toBe(true);
  });

  it('may be called when configuration names its block, and its neighbour still not', () => {
    const allowing = createAddressRule(['10.1.0.0/16', '127.0.0.1/32', '::1/128']);

    expect(['10.1.255.255', '127.0.0.1', '::1', '8.8.8.8'].map(allowing)).toEqual([true, true, true, true]);
    expect(['10.2.0.0', '127.0.0.2', '::2', '169.254.169.254'].map(allowing)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  const internal = fc
    .tuple(fc.constantFrom([10, 8], [127, 8], [0, 8]), fc.nat(255), fc.nat(255), fc.nat(255))
    .map(([[first = 0], ...rest]) => [first, ...rest].join('.'));

  it('is judged alike however its bytes are spelled as a URL', () => {
    fc.assert(
      fc.property(
        internal,
        fc.constantFrom('decimal', 'hex', 'octal', 'dotted hex', 'dotted octal'),
        (address, form) => {
          const bytes = address.split('.').map(Number);
          const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
          const spelled = {
            decimal: String(number),
            hex: `0x${number.toString(16)}`,
            octal: `0${number.toString(8)}`,
            'dotted hex': bytes.map((byte) => `0x${byte.toString(16)}`).join('.'),
            'dotted octal': bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
          }[form];

          const { hostname } = new URL(`http://${spelled}/`);

          expect(hostname).toBe(address);
          expect(isAllowed(hostname)).toBe(false);
        },
      ),
    );
  });

  it('inside an IPv6 address is never a way in', () => {
    const prefix = fc.constantFrom('::ffff:', '::', '64:ff9b::', '2002:', '64:ff9b:1::', '::ffff:0:');
    fc.assert(
      fc.property(prefix, fc.ipV4(), (before, address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;

        expect(isAllowed(before === '2002:' ? `2002:${groups}::` : `${before}${groups}`)).toBe(false);
      }),
    );
  });

  it('is judged and never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        expect(typeof isAllowed(text)).toBe('boolean');
      }),
    );
  });
});
