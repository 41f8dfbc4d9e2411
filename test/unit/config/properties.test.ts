import fc from 'fast-check';
import * as v from 'valibot';
import { parse } from 'yaml';
import { findingsIn } from '../../../lib/config/check/findings.ts';
import { FILES } from '../../../lib/config/files.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { formatDuration, parseDuration } from '../../../lib/shared/duration.ts';
import { aConfig, filesWith, problemsOf, textOf, withValue } from './a-config.ts';

/** A whole configuration is parsed each time; fast-check tries the corners first. */
const FEW = { numRuns: 30 };

const MODES = Array.from({ length: 16 }, (_, index) => `mode_${index}`);

/** 1 to 16 weights from cuts of the line 0..100. */
const weightsThatSumTo100 = fc
  .array(fc.integer({ min: 0, max: 100 }), { maxLength: 15 })
  .map((cuts) => [...cuts, 100].sort((a, b) => a - b))
  .map((ends) => ends.map((end, index) => end - (ends[index - 1] ?? 0)));

const anyWeights = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 16 });

function withWeights(weights: readonly number[]) {
  const modes = MODES.slice(0, weights.length);
  return aConfig({
    'traffic_distribution.modes': Object.fromEntries(modes.map((mode, index) => [mode, weights[index]])),
    'traffic_distribution.routing.fallback_mode': 'mode_0',
    'traffic_distribution.downshift': {},
    'traffic_distribution.mode_models': Object.fromEntries(modes.map((mode) => [mode, ['qwen']])),
  });
}

describe('weights', () => {
  it('are taken whenever they sum to 100', () => {
    fc.assert(
      fc.property(weightsThatSumTo100, (weights) => {
        expect(problemsOf(withWeights(weights))).toEqual([]);
      }),
      FEW,
    );
  });

  it('are refused whenever they do not', () => {
    const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
    fc.assert(
      fc.property(
        anyWeights.filter((weights) => sum(weights) !== 100),
        (weights) => {
          expect(problemsOf(withWeights(weights))).toEqual([
            `traffic_distribution.yaml: traffic_distribution.modes: found weights that sum to ${sum(weights)}, allowed weights that sum to 100`,
          ]);
        },
      ),
      FEW,
    );
  });
});

describe('a downshift', () => {
  it('is refused exactly when some way down never ends', () => {
    const target = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
    const endless = (targets: readonly (number | undefined)[]) =>
      targets.some((_, start) => {
        let at: number | undefined = start;
        for (let hops = 0; hops <= targets.length && at !== undefined; hops += 1) at = targets[at];
        return at !== undefined;
      });
    fc.assert(
      fc.property(fc.array(target, { minLength: 6, maxLength: 6 }), (targets) => {
        const downshift = Object.fromEntries(
          targets.flatMap((to, from) => (to === undefined ? [] : [[`mode_${from}`, `mode_${to}`]])),
        );
        const files = aConfig(
          { 'traffic_distribution.downshift': downshift },
          withWeights([100, 0, 0, 0, 0, 0]),
        );

        expect(problemsOf(files).length > 0).toBe(endless(targets));
      }),
      FEW,
    );
  });
});

describe('what is found in a file', () => {
  const scalar = fc.constantFrom<unknown>(
    ...[undefined, null, NaN, Infinity, -0, 0, 1, 1.5, -1, 1e300, true, false],
    ...['', '5s', '60', 'fast', 'mistral', 'linear', 'constructor'],
  );

  const pathsOf = (value: unknown): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => [
          key,
          ...pathsOf(inner).map((path) => `${key}.${path}`),
        ])
      : [];

  const files = Object.entries(FILES).map(([root, schema]) => {
    const shipped: unknown = parse(textOf(filesWith({}), `${root}.yaml`));
    const path = fc.constantFrom(...pathsOf(shipped).filter((each) => each !== root));
    const documentWith = (changed: string, value: unknown): unknown =>
      v.parse(v.record(v.string(), v.unknown()), withValue(shipped, changed.split('.'), value))[root];
    return { root, schema, path, documentWith };
  });

  it.each(files)(
    'is something exactly when the schema refuses it: $root',
    ({ root, schema, path, documentWith }) => {
      fc.assert(
        fc.property(path, scalar, (changed, value) => {
          const document = documentWith(changed, value);

          const findings = findingsIn(schema, document, [root]);

          expect(findings.length === 0).toBe(v.safeParse(schema, document).success);
        }),
      );
    },
  );

  it.each(files)(
    'leaves nothing to the schema that could surprise: $root',
    ({ root, schema, path, documentWith }) => {
      fc.assert(
        fc.property(path, fc.jsonValue(), (changed, value) => {
          const document = documentWith(changed, value);

          const surprise =
            findingsIn(schema, document, [root]).length === 0 && !v.safeParse(schema, document).success;

          expect(surprise).toBe(false);
        }),
      );
    },
  );
});

describe('any text', () => {
  it('is taken or refused with problems, and never throws', () => {
    const shipped = textOf(filesWith({}), 'traffic_distribution.yaml');
    const cut = fc.tuple(
      fc.nat({ max: shipped.length }),
      fc.nat({ max: 40 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(cut, ([start, length, inserted]) => {
        const text = shipped.slice(0, start) + inserted + shipped.slice(start + length);

        const parsed = parseConfig(filesWith({ 'traffic_distribution.yaml': text }), 'rehearsal');

        expect('config' in parsed || parsed.problems.length > 0).toBe(true);
      }),
      FEW,
    );
  });
});

describe('a duration', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 * 86_400_000 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });

  it.each([
    ['500ms', 500],
    ['5s', 5_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
  ])('of %s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([
    '',
    '5',
    's',
    '0s',
    '-1s',
    '+1s',
    '1.5s',
    '1e3s',
    '5 s',
    ' 5s',
    '5s\n',
    '05s',
    '5S',
    '5sec',
    '5w',
    '٥s',
    '5toString',
  ])('is not %p', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
