import { systemClock } from '../lib/shared/clock.ts';
import { createSend } from './api/api.ts';
import { renewing } from './api/renewing.ts';
import { Poller } from './live/poller.ts';
import type { Session } from './session/session.ts';

interface Told {
  /** By the next token: its roles may be others. */
  readonly onRenewed: () => void;
  readonly onSignedOut: () => void;
}

/** The console's way to the API, on the browser's clock and chance. */
export function createConsole(session: Session, { onRenewed, onSignedOut }: Told) {
  const tokenOf = () => session.token;
  const send = renewing(createSend(location.origin, tokenOf), {
    tokenOf,
    renew: async () => {
      const isRenewed = await session.renew();
      if (isRenewed) onRenewed();
      return isRenewed;
    },
    onSignedOut,
  });
  const poller = new Poller({
    read: (path, etag) =>
      send({ method: 'GET', path, ...(etag !== undefined && { headers: { 'if-none-match': etag } }) }),
    now: () => systemClock.now(),
    random: () => Math.random(),
    later: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    isVisible: () => document.visibilityState === 'visible',
    onSignedOut,
  });
  document.addEventListener('visibilitychange', () => {
    poller.resume();
  });
  return { poller, send };
}
