import { MessageFailedError } from '../../incidents/notifications.ts';
import { ArtisanError } from '../../shared/errors.ts';

/** A channel takes no message for now: it is down, asks to wait, or knows us no more. */
export class ChannelFailedError extends ArtisanError {
  override readonly name = 'ChannelFailedError';

  constructor(channel: string, said: string) {
    super(`${channel}: ${said}`);
  }
}

/** We are not known to it, nothing is there, or it is asked too often. */
const OF_ALL_MESSAGES = new Set([401, 403, 404, 407, 429]);

/** Of an answer that is none: whether the channel or the message is to blame. */
export function failureOfStatus(channel: string, said: string, status: number): ArtisanError {
  const isRefused = status >= 400 && status < 500 && !OF_ALL_MESSAGES.has(status);
  return isRefused ? new MessageFailedError(`${channel}: ${said}`) : new ChannelFailedError(channel, said);
}
