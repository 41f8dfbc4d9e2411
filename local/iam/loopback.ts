import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Takes a Host header's value, with or without a port. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host.replace(/:\d{1,5}$/, ''));

/**
 * True for a request that no foreign web page can have made: its Host is a loopback name (a page whose own name was
 * rebound to 127.0.0.1 sends that name), and so is its Origin, if it has one.
 */
export function comesFromThisMachine({ host = '', origin }: IncomingHttpHeaders): boolean {
  if (!isLoopbackHost(host)) return false;
  return origin === undefined || (URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname));
}
