import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressRule } from './address-rule.ts';
import { connectOnlyTo } from './connect-only-to.ts';
import { BrokenConnectionError, NoAnswerInTimeError, OutboundError } from './errors.ts';
import { readStart } from './read-start.ts';
import { InternalAddressError, UnsupportedUrlError } from './refusals.ts';
import type { Resolve } from './resolve.ts';

export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM of the authority that the server's certificate comes from, in place of those of the system. */
  readonly ca?: string;
  /** For all of it: name, connection, answer and what is read of the body. */
  readonly timeoutMs: number;
  /** The rest of the body is not read. */
  readonly maxBodyBytes: number;
}

export interface OutboundAnswer {
  /** 3xx is an answer like any other: redirects are not followed. */
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Throws an OutboundError when there is no whole answer. */
export type GuardedHttp = (request: OutboundRequest) => Promise<OutboundAnswer>;

export interface GuardedHttpOptions {
  readonly isAllowed: AddressRule;
  readonly resolve: Resolve;
}

/**
 * Calls servers that configuration or users name. Every address of the name has to be allowed, and the connection goes
 * to just those addresses, so that a name can't change its mind between the check and the call (DNS rebinding).
 */
export function createGuardedHttp({ isAllowed, resolve }: GuardedHttpOptions): GuardedHttp {
  const call = async (request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> => {
    const url = parseUrl(request.url);
    const addresses = await resolve(hostnameOf(url), signal);
    const internal = addresses.find((address) => !isAllowed(address));
    if (internal !== undefined) throw new InternalAddressError(internal);
    signal.throwIfAborted();
    return answerOf(open(url, { ...request, signal }, addresses), request);
  };
  return (request) => withinTime(request.timeoutMs, (signal) => call(request, signal));
}

async function withinTime<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new NoAnswerInTimeError(timeoutMs));
    controller.abort();
  }, timeoutMs);
  try {
    return await Promise.race([work(controller.signal), late.promise]);
  } catch (error) {
    throw error instanceof OutboundError ? error : new BrokenConnectionError(error);
  } finally {
    clearTimeout(timer);
    // What is left of the connection, when the answer was longer than what was read.
    controller.abort();
  }
}

/** The WHATWG parser turns every spelling of an IPv4 address (decimal, octal, hex, short) into the usual one. */
function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new UnsupportedUrlError(text);
  return url;
}

/** Without the brackets of an IPv6 address. */
function hostnameOf({ hostname }: URL): string {
  return hostname.replaceAll(/^\[|\]$/g, '');
}

interface AbortableRequest extends OutboundRequest {
  readonly signal: AbortSignal;
}

function open(url: URL, request: AbortableRequest, addresses: readonly string[]): ClientRequest {
  const { method = 'GET', headers, body, ca, signal } = request;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const outgoing = send(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    // No agent: a connection of its own, and no proxy of the environment.
    agent: false,
    signal,
    ...(ca !== undefined && { ca }),
    lookup: connectOnlyTo(addresses),
  });
  outgoing.end(body);
  return outgoing;
}

async function answerOf(outgoing: ClientRequest, { maxBodyBytes }: OutboundRequest): Promise<OutboundAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays: a connection that is given up may fail once more.
    outgoing.on('error', reject);
    outgoing.once('close', () => {
      reject(new Error('closed without an answer'));
    });
  });
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: await readStart(response, maxBodyBytes) };
}
