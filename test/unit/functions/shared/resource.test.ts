import fc from 'fast-check';
import { etagOfBody, resource } from '../../../../functions/shared/resource.ts';

describe('a resource', () => {
  it('answers with a strong ETag of what it says, and is never cached', () => {
    const { status, headers, body } = resource({ a: 1 });

    expect([status, body]).toEqual([200, { a: 1 }]);
    expect(headers?.['etag']).toMatch(/^"[\w-]{16}"$/);
    expect(headers?.['cache-control']).toBe('no-store');
  });

  it('takes a status, more headers and an ETag of its own', () => {
    const { status, headers } = resource({}, { status: 201, headers: { location: '/a' }, etag: '"7"' });

    expect(status).toBe(201);
    expect(headers).toEqual({ location: '/a', etag: '"7"', 'cache-control': 'no-store' });
  });

  it('has the same ETag whatever the order of its members', () => {
    expect(etagOfBody({ a: { b: 1, c: [1, 2] }, d: null })).toBe(
      etagOfBody({ d: null, a: { c: [1, 2], b: 1 } }),
    );
  });

  it('has another ETag when anything in it differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        fc.pre(normal(one) !== normal(other));

        expect(etagOfBody({ value: one })).not.toBe(etagOfBody({ value: other }));
      }),
    );
  });
});

/** fast-check's own order-free text of a value, after a way through JSON (which has no -0). */
const normal = (value: unknown): string => {
  const sorted = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(sorted);
    if (typeof node !== 'object' || node === null) return node;
    return Object.entries(node)
      .map(([name, child]) => [name, sorted(child)])
      .toSorted();
  };
  return JSON.stringify(sorted(JSON.parse(JSON.stringify({ value }))));
};
