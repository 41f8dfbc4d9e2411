import { createHmac } from 'node:crypto';

/** A key is good for a day, a region and a service; a stack uses a few dozen. Four hashes saved a request. */
const CACHE_SIZE = 500;
const cache = new Map<string, Buffer>();

/** `scope` is `date/region/service/aws4_request`. */
export function signingKeyOf(secretAccessKey: string, scope: string): Buffer {
  const name = `${scope}\n${secretAccessKey}`;
  const known = cache.get(name);
  if (known) return known;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const key = scope
    .split('/')
    .reduce(
      (previous: string | Buffer, part) => createHmac('sha256', previous).update(part).digest(),
      `AWS4${secretAccessKey}`,
    );
  const derived = Buffer.from(key);
  cache.set(name, derived);
  return derived;
}
