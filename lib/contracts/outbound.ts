import { isIP } from 'node:net';
import * as v from 'valibot';

/** A block of addresses in CIDR notation, such as `10.0.0.0/16` or `::1/128`. */
const addressBlock = v.pipe(
  v.string(),
  v.check(isAddressBlock),
  v.description('a block of addresses, such as 10.0.0.0/16 or ::1/128'),
);

/** What calls to servers outside may reach besides public addresses. */
export const addressBlocks = v.pipe(
  v.array(addressBlock),
  v.description('a list of blocks of addresses, such as 10.0.0.0/16 or ::1/128'),
);

/** An http or https URL. Credentials do not belong into a configuration. */
export const outboundUrl = v.pipe(
  v.string(),
  v.maxLength(2_048),
  v.check((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  }),
  v.description('an http or https URL without user name and password'),
);

function isAddressBlock(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}
