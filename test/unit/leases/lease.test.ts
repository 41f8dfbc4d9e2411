import fc from 'fast-check';
import { bucketOf } from '../../../lib/leases/bucket.ts';
import { leastBusy } from '../../../lib/leases/least-connections.ts';
import { leaseFor, leaseIdOf, readLease } from '../../../lib/leases/lease.ts';
import { seededRandom } from '../../support/traffic/selector.ts';

const OWNER = { mode: 'fast', at: 1_800_000_000_000, nonce: 'AbCd_-12345' };

describe('a lease id', () => {
  it.each(['fast-1', 'gpu.eu-north-1a', 'a', '0.a_b'])('says which lease it is, on replica %s', (replica) => {
    const lease = leaseFor(replica, OWNER);

    expect(readLease(leaseIdOf(lease), OWNER)).toEqual(lease);
  });

  it('is none for another selection, and no text is an error', () => {
    const id = leaseIdOf(leaseFor('fast-1', OWNER));

    expect(readLease(id, { nonce: 'ZbCd_-12345' })).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readLease(text, OWNER)).toBeUndefined();
      }),
    );
  });
});

describe('the bucket of a lease', () => {
  it('lives as long as every lease in it may, and at most a quarter longer', () => {
    const times = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 3_600_000 }), (at, ttl) => {
        const { start, deadAt } = bucketOf(at, ttl);
        const quarter = Math.ceil(ttl / 4);

        expect(start).toBeLessThanOrEqual(at);
        expect(deadAt - at).toBeGreaterThan(ttl);
        expect(deadAt - at).toBeLessThanOrEqual(ttl + quarter);
        // Read at its last moment, and no longer a moment later.
        expect(bucketOf(deadAt - 1, ttl).liveFrom).toBeLessThanOrEqual(start);
        expect(bucketOf(deadAt, ttl).liveFrom).toBeGreaterThan(start);
      }),
    );
  });
});

describe('least connections', () => {
  const replicas = ['a', 'b', 'c'];
  const leases = (...names: string[]) => names.map((replica, index) => ({ replica, token: String(index) }));

  it('takes the replica with the fewest in flight', () => {
    expect(leastBusy(replicas, leases('a', 'a', 'b', 'c', 'c'), seededRandom())).toBe('b');
  });

  it('leaves it to chance among several, so that callers at once do not all meet at one', () => {
    const random = seededRandom();
    const chosen = Array.from({ length: 300 }, () => leastBusy(replicas, leases('c'), random));

    const share = chosen.filter((replica) => replica === 'a').length / chosen.length;
    expect(chosen).not.toContain('c');
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  it('passes over leases of replicas that are no longer configured', () => {
    expect(leastBusy(['a'], leases('gone', 'gone'), seededRandom())).toBe('a');
  });
});
