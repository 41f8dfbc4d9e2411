import { OutboundError } from './errors.ts';

/** It leads where our calls must not go: `internal_addresses` of the stage says what is allowed besides. */
export class InternalAddressError extends OutboundError {
  override readonly name = 'InternalAddressError';

  constructor(address: string) {
    super(`${address} is an internal address, which this stage does not allow`);
  }
}

/** Not http, not https, or no URL at all. */
export class UnsupportedUrlError extends OutboundError {
  override readonly name = 'UnsupportedUrlError';

  constructor(url: string) {
    super(`${url} is no http or https URL without user name and password`);
  }
}
