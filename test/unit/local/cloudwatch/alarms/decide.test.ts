import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import * as v from 'valibot';
import type { TreatMissingData } from '../../../../../local/cloudwatch/alarms/alarm.ts';
import { decide, evaluationRange, type DataPoint } from '../../../../../local/cloudwatch/alarms/decide.ts';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

const tables = v.parse(
  v.array(
    v.object({
      evaluation_periods: v.number(),
      datapoints_to_alarm: v.number(),
      points_oldest_first: v.array(v.picklist(['0', 'X', '-'])),
      state: v.object({
        missing: v.string(),
        ignore: v.string(),
        breaching: v.string(),
        notBreaching: v.string(),
      }),
    }),
  ),
  JSON.parse(readFileSync(new URL('../../../../support/vectors/alarm-tables.json', import.meta.url), 'utf8')),
);

const DATA_POINTS: Readonly<Record<string, DataPoint>> = {
  '0': 'notBreaching',
  X: 'breaching',
  '-': 'missing',
};

/** `0 - X`, oldest first, as the documentation draws it. */
const drawn = (points: string): DataPoint[] =>
  points
    .split(' ')
    .map((point) => DATA_POINTS[point] ?? 'missing')
    .reverse();

const stateOf = (points: string, m: number, n: number, treatMissingData: TreatMissingData = 'missing') =>
  decide(drawn(points), { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData }).state;

describe("the documentation's tables for missing data", () => {
  it.each(
    tables.flatMap((row) =>
      TREATMENTS.map((treatment) => ({ ...row, treatment, points: row.points_oldest_first.join(' ') })),
    ),
  )('$datapoints_to_alarm of $evaluation_periods, $points, treated as $treatment', (row) => {
    const state = stateOf(row.points, row.datapoints_to_alarm, row.evaluation_periods, row.treatment);

    expect(state).toBe(row.state[row.treatment]);
  });

  it('have ten rows, of the range that is evaluated', () => {
    expect(tables).toHaveLength(10);
    expect(new Set(tables.map(({ points_oldest_first: points }) => points.length))).toEqual(
      new Set([evaluationRange({ evaluationPeriods: 3 })]),
    );
  });
});

describe('an alarm that had no data for a while', () => {
  it.each(['- - - - X', '- - - X -', '- - - X X'])(
    'does not go to ALARM at once with 3 of 3 at %s',
    (points) => {
      expect(stateOf(points, 3, 3)).toBe('retain');
    },
  );

  it.each(['- - X - -', '- X - - -', 'X - - - -', '- - X - X'])(
    'goes to ALARM with 3 of 3 at %s',
    (points) => {
      expect(stateOf(points, 3, 3)).toBe('ALARM');
    },
  );

  it.each(['- - - X 0', '- - X - 0', '0 - X - -', '- 0 - - X'])('is OK with 3 of 3 at %s', (points) => {
    expect(stateOf(points, 3, 3)).toBe('OK');
  });
});

const rule = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.constantFrom(...TREATMENTS))
  .map(([n, m, treatMissingData]) => ({
    evaluationPeriods: n,
    datapointsToAlarm: Math.min(m, n),
    treatMissingData,
  }));

const pointsFor = (kinds: readonly DataPoint[], { evaluationPeriods }: { evaluationPeriods: number }) => {
  const length = evaluationRange({ evaluationPeriods });
  return fc.array(fc.constantFrom(...kinds), { minLength: length, maxLength: length });
};

describe('a decision', () => {
  it('is M of the newest N when no data is missing, whatever is configured for missing data', () => {
    fc.assert(
      fc.property(
        rule.chain((some) => fc.tuple(fc.constant(some), pointsFor(['breaching', 'notBreaching'], some))),
        ([some, points]) => {
          const breaching = points
            .slice(0, some.evaluationPeriods)
            .filter((point) => point === 'breaching').length;

          expect(decide(points, some).state).toBe(breaching >= some.datapointsToAlarm ? 'ALARM' : 'OK');
        },
      ),
    );
  });

  it('rests on the newest real data points, filling in only what N lacks', () => {
    fc.assert(
      fc.property(
        rule.chain((some) =>
          fc.tuple(fc.constant(some), pointsFor(['breaching', 'notBreaching', 'missing'], some)),
        ),
        ([some, points]) => {
          const real = points.flatMap((point, place) => (point === 'missing' ? [] : [place]));

          const { evaluated, filled } = decide(points, some);

          expect(evaluated).toEqual(real.slice(0, some.evaluationPeriods));
          expect(filled).toBe(Math.max(0, some.evaluationPeriods - real.length));
        },
      ),
    );
  });

  it('is never INSUFFICIENT_DATA while there is any data, and never retained when missing data counts', () => {
    fc.assert(
      fc.property(
        rule.chain((some) =>
          fc.tuple(fc.constant(some), pointsFor(['breaching', 'notBreaching', 'missing'], some)),
        ),
        ([some, points]) => {
          const { state } = decide(points, some);

          const hasData = points.some((point) => point !== 'missing');
          expect(state === 'INSUFFICIENT_DATA' && (hasData || some.treatMissingData !== 'missing')).toBe(
            false,
          );
          expect(state === 'retain' && some.treatMissingData.endsWith('reaching')).toBe(false);
        },
      ),
    );
  });
});
