import fc from 'fast-check';
import { jsonDepth } from '../../../../local/events/json-depth.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  it('is that of the value, whatever brackets its texts contain', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonDepth(JSON.stringify(value))).toBe(depthOf(value));
      }),
    );
  });

  it('is found for text that no parser would get through', () => {
    expect(jsonDepth('['.repeat(200_000))).toBe(200_000);
  });
});
