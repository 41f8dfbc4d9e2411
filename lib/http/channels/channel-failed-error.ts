import { ArtisanError } from '../../shared/errors.ts';

/** A channel did not take a message this time. */
export class ChannelFailedError extends ArtisanError {
  override readonly name = 'ChannelFailedError';

  constructor(channel: string, said: string) {
    super(`${channel}: ${said}`);
  }
}
