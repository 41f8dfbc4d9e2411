import { isIP, type LookupFunction } from 'node:net';

/** A look-up for node:net that knows these addresses whatever it is asked, and asks nobody. At least one address. */
export function connectOnlyTo(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = known;
    if (options.all) callback(null, known);
    else callback(null, first?.address ?? '', first?.family);
  };
}
