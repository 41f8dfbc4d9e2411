import fc from 'fast-check';
import { downsample, FEWEST_POINTS, type SeriesTable } from '../../../lib/training/downsample.ts';

const aTable = (columns: Record<string, readonly number[]>): SeriesTable => {
  const rows = Math.max(...Object.values(columns).map(({ length }) => length));
  return {
    steps: Float64Array.from({ length: rows }, (_, row) => row * 10),
    columns: new Map(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)])),
  };
};

const value = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e6, max: 1e6 }),
  fc.constant(Number.NaN),
);

const anyTable = fc
  .record({ rows: fc.integer({ min: 0, max: 1_500 }), names: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, names }) =>
    fc.array(fc.array(value, { minLength: rows, maxLength: rows, size: 'max' }), {
      minLength: names,
      maxLength: names,
    }),
  )
  .map((columns) => aTable(Object.fromEntries(columns.map((values, i) => [`metric_${i}`, values]))));

const anyLimit = fc.integer({ min: FEWEST_POINTS, max: 1_000 });

describe('a downsampled series', () => {
  it('has ascending rows, each once, no more than asked for, and both ends', () => {
    fc.assert(
      fc.property(anyTable, anyLimit, (table, maxPoints) => {
        const rows = downsample(table, maxPoints);

        expect(rows.length).toBeLessThanOrEqual(maxPoints);
        expect(rows.every((row, i) => i === 0 || row > Number(rows[i - 1]))).toBe(true);
        if (table.steps.length > 0) expect([rows[0], rows.at(-1)]).toEqual([0, table.steps.length - 1]);
      }),
    );
  });

  it('is whole when it is short enough', () => {
    fc.assert(
      fc.property(anyTable, anyLimit, (table, maxPoints) => {
        fc.pre(table.steps.length <= maxPoints);

        expect(downsample(table, maxPoints)).toHaveLength(table.steps.length);
      }),
    );
  });

  it('keeps the least and the greatest value of each column in every bucket', () => {
    fc.assert(
      fc.property(anyTable, anyLimit, (table, maxPoints) => {
        const rows = table.steps.length;
        fc.pre(rows > maxPoints);
        const buckets = Math.floor((maxPoints - 2) / (2 * table.columns.size));

        const kept = downsample(table, maxPoints);

        const lost = Array.from({ length: buckets }, (_, bucket) => bucket).filter((bucket) => {
          const from = Math.floor((bucket * rows) / buckets);
          const to = Math.floor(((bucket + 1) * rows) / buckets);
          const shown = kept.filter((row) => row >= from && row < to);
          const hasLost = [...table.columns.values()].some((values) => {
            const all = finite(values.slice(from, to));
            const left = finite(shown.map((row) => Number(values[row])));
            return Math.min(...left) !== Math.min(...all) || Math.max(...left) !== Math.max(...all);
          });
          return hasLost || shown.length === 0;
        });
        expect(lost).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('shows one spike among a million steps', () => {
    const loss = Float64Array.from({ length: 1_000_000 }, (_, step) => (step === 654_321 ? 99 : 0.5));
    const table = { steps: loss.map((_, step) => step), columns: new Map([['loss', loss]]) };

    const rows = downsample(table, 1_000);

    expect(rows).toContain(654_321);
    expect(rows.length).toBeLessThanOrEqual(1_000);
  });

  it('has room for the widest batch', () => {
    const columns = Object.fromEntries(
      Array.from({ length: 32 }, (_, i) => [
        `m${i}`,
        Array.from({ length: 500 }, (__, row) => (row * (i + 7)) % 101),
      ]),
    );

    expect(downsample(aTable(columns), FEWEST_POINTS).length).toBeLessThanOrEqual(FEWEST_POINTS);
  });
});

const finite = (values: Iterable<number>): readonly number[] =>
  Array.from(values).filter((one) => !Number.isNaN(one));
