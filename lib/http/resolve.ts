import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { UnresolvedHostError } from './errors.ts';

/** The addresses of a host, unless the signal comes first. Throws UnresolvedHostError. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

const LOOPBACK = ['127.0.0.1', '::1'];
const ATTEMPT = { timeout: 2_000, tries: 2 };

/**
 * Asks the name servers of the system. Not `dns.lookup`: all of its calls share two threads, so that one dead name
 * would hold up every other one. /etc/hosts therefore does not count; localhost does (RFC 6761).
 */
export function createResolve(servers?: readonly string[]): Resolve {
  return async (hostname, signal) => {
    if (isIP(hostname)) return [hostname];
    if (/(^|\.)localhost\.?$/i.test(hostname)) return LOOPBACK;
    const resolver = new Resolver(ATTEMPT);
    signal.addEventListener('abort', () => {
      resolver.cancel();
    });
    if (servers) resolver.setServers(servers);
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const [failure] = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    if (addresses.length === 0) throw new UnresolvedHostError(hostname, failure);
    return addresses;
  };
}
