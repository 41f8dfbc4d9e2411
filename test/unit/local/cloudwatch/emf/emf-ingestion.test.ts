import * as fc from 'fast-check';
import { ingestEmfLine } from '../../../../../local/cloudwatch/emf/emf-ingestion.ts';
import type { MalformedEmf } from '../../../../../local/cloudwatch/emf/malformed-emf.ts';
import type { MetricPoint } from '../../../../../local/cloudwatch/metrics/metric-point.ts';

const NOW = Date.UTC(2026, 0, 5, 12);
const DAY = 24 * 3_600_000;

function ingest(line: string) {
  const points: MetricPoint[] = [];
  const malformed: MalformedEmf[] = [];
  const ingestion = {
    now: () => NOW,
    record: (more: readonly MetricPoint[]) => points.push(...more),
    onMalformed: (report: MalformedEmf) => malformed.push(report),
  };
  ingestEmfLine(ingestion, { logGroup: '/aws/lambda/shop', line });
  return { points, reasons: malformed.map(({ reason }) => reason), malformed };
}

const aDirective = (directive: object = {}) => ({
  Namespace: 'Shop',
  Dimensions: [['Mode']],
  Metrics: [{ Name: 'Latency', Unit: 'Milliseconds' }],
  ...directive,
});

const aDocument = ({
  directive = {},
  aws = {},
  root = {},
}: { directive?: object; aws?: object; root?: object } = {}) =>
  JSON.stringify({
    _aws: { Timestamp: NOW, CloudWatchMetrics: [aDirective(directive)], ...aws },
    Mode: 'fast',
    Latency: 12.5,
    ...root,
  });

describe('a line in the embedded metric format', () => {
  it('becomes a point of standard resolution without a unit when it says neither', () => {
    const { points } = ingest(aDocument({ directive: { Metrics: [{ Name: 'Latency' }] } }));

    expect(points).toEqual([
      {
        metric: { namespace: 'Shop', metricName: 'Latency', dimensions: { Mode: 'fast' } },
        unit: 'None',
        resolutionSeconds: 60,
        timestampMs: NOW,
        measurement: { value: 12.5, count: 1 },
      },
    ]);
  });

  it('becomes a point for every directive, dimension set, metric and value', () => {
    const { points } = ingest(
      aDocument({
        aws: {
          CloudWatchMetrics: [
            aDirective({
              Dimensions: [[], ['Mode'], ['Mode', 'Host']],
              Metrics: [{ Name: 'Latency', StorageResolution: 1 }, { Name: 'Count' }],
            }),
            aDirective({ Namespace: 'Audit', Metrics: [{ Name: 'Count' }] }),
          ],
        },
        root: { Host: 'a', Latency: [1, 2], Count: 3 },
      }),
    );

    const told = points.map(({ metric, resolutionSeconds, measurement }) => [
      metric.namespace,
      metric.metricName,
      Object.keys(metric.dimensions).join(),
      resolutionSeconds,
      'value' in measurement ? measurement.value : undefined,
    ]);
    expect(told).toEqual([
      ['Shop', 'Latency', '', 1, 1],
      ['Shop', 'Latency', '', 1, 2],
      ['Shop', 'Latency', 'Mode', 1, 1],
      ['Shop', 'Latency', 'Mode', 1, 2],
      ['Shop', 'Latency', 'Mode,Host', 1, 1],
      ['Shop', 'Latency', 'Mode,Host', 1, 2],
      ['Shop', 'Count', '', 60, 3],
      ['Shop', 'Count', 'Mode', 60, 3],
      ['Shop', 'Count', 'Mode,Host', 60, 3],
      ['Audit', 'Count', 'Mode', 60, 3],
    ]);
  });

  it('may stand behind what a Lambda function puts before its log lines', () => {
    const { points } = ingest(`2026-01-05T12:00:00.000Z\t8f507cfc-1234\tINFO\t${aDocument()}\n`);

    expect(points).toHaveLength(1);
  });

  it('may hold members that the specification does not know', () => {
    const { points, reasons } = ingest(aDocument({ aws: { LogGroupName: 'x' }, directive: { Extra: 1 } }));

    expect([points.length, reasons]).toEqual([1, []]);
  });

  it('refers to members of its root by their whole names, dots and all', () => {
    const { points, reasons } = ingest(
      aDocument({ directive: { Metrics: [{ Name: 'A.a' }] }, root: { 'A.a': 1, A: { a: 2 } } }),
    );

    expect([points[0]?.measurement, reasons]).toEqual([{ value: 1, count: 1 }, []]);
  });

  it('may be at every limit', () => {
    const names = Array.from({ length: 30 }, (_, index) => `d${index}`);
    const metrics = Array.from({ length: 100 }, (_, index) => `m${index}`);
    const { points, reasons } = ingest(
      aDocument({
        directive: { Dimensions: [names], Metrics: metrics.map((Name) => ({ Name })) },
        root: {
          ...Object.fromEntries(names.map((name) => [name, 'x'.repeat(1_024)])),
          ...Object.fromEntries(metrics.map((name) => [name, Array.from({ length: 100 }, () => 1e9)])),
        },
      }),
    );

    expect([points.length, reasons]).toEqual([10_000, []]);
  });
});

describe('a line that is something else', () => {
  it.each([
    'START RequestId: 1',
    '{"level":"info"}',
    '',
    'the document has "_aws" in it',
    '{"nested":{"_aws":{}}}',
    '["_aws"]',
    '{"text":"\\"_aws\\""}',
  ])('is left alone: %s', (line) => {
    expect(ingest(line)).toEqual({ points: [], reasons: [], malformed: [] });
  });
});

describe('a malformed document', () => {
  const refused: [what: string, line: string, reason: RegExp][] = [
    ['cut off', aDocument().slice(0, -5), /not valid JSON/],
    ['without metadata', '{"_aws":null}', /^_aws: .*received null/],
    ['without a timestamp', aDocument({ aws: { Timestamp: undefined } }), /^_aws\.Timestamp: /],
    ['with a time as text', aDocument({ aws: { Timestamp: '2026' } }), /^_aws\.Timestamp: .*"2026"/],
    [
      'without directives',
      aDocument({ aws: { CloudWatchMetrics: undefined } }),
      /^_aws\.CloudWatchMetrics: /,
    ],
    ['without a namespace', aDocument({ directive: { Namespace: '' } }), /CloudWatchMetrics\.0\.Namespace/],
    [
      'without a dimension set',
      aDocument({ directive: { Dimensions: [] } }),
      /CloudWatchMetrics\.0\.Dimensions/,
    ],
    ['with dimensions in one list', aDocument({ directive: { Dimensions: ['Mode'] } }), /Dimensions\.0: /],
    [
      'with 31 dimensions',
      aDocument({ directive: { Dimensions: [Array.from({ length: 31 }, () => 'Mode')] } }),
      /Dimensions\.0: .*31/,
    ],
    [
      'with a dimension that is nowhere',
      aDocument({ root: { Mode: undefined } }),
      /^Mode: there is no such member/,
    ],
    [
      'with a dimension of the prototype',
      aDocument({ directive: { Dimensions: [['toString']] } }),
      /^toString: /,
    ],
    ['with a number as a dimension', aDocument({ root: { Mode: 7 } }), /^Mode: .*not 7/],
    ['with an empty dimension', aDocument({ root: { Mode: '' } }), /^Mode: .*1 to 1024/],
    ['with a long dimension', aDocument({ root: { Mode: 'x'.repeat(1_025) } }), /^Mode: .*1 to 1024/],
    [
      'with 101 metrics',
      aDocument({ directive: { Metrics: Array.from({ length: 101 }, () => ({ Name: 'Latency' })) } }),
      /Metrics: .*101/,
    ],
    [
      'with a metric that is nowhere',
      aDocument({ root: { Latency: undefined } }),
      /^Latency: there is no such/,
    ],
    ['with text as a metric', aDocument({ root: { Latency: 'NaN' } }), /^Latency: .*not "NaN"/],
    ['with null as a metric', aDocument({ root: { Latency: null } }), /^Latency: .*not null/],
    ['with text among values', aDocument({ root: { Latency: [1, '2'] } }), /^Latency: .*not "2"/],
    [
      'with 101 values',
      aDocument({ root: { Latency: Array.from({ length: 101 }, () => 1) } }),
      /^Latency: .*101/,
    ],
    ['with an infinite value', aDocument().replace('12.5', '1e999'), /^Latency: .*not Infinity/],
    ['with a huge value', aDocument({ root: { Latency: 2 ** 361 } }), /^Latency: .*2\^360/],
    [
      'of an unknown unit',
      aDocument({ directive: { Metrics: [{ Name: 'Latency', Unit: 'ms' }] } }),
      /Unit.*"ms"/,
    ],
    [
      'of an unknown resolution',
      aDocument({ directive: { Metrics: [{ Name: 'Latency', StorageResolution: 10 }] } }),
      /StorageResolution.*10/,
    ],
    [
      'of last month',
      aDocument({ aws: { Timestamp: NOW - 15 * DAY } }),
      /Timestamp: .*two weeks in the past/,
    ],
    ['of tomorrow', aDocument({ aws: { Timestamp: NOW + DAY } }), /Timestamp: .*two hours in the future/],
    ['of more than 256 KB', aDocument({ root: { Padding: 'ü'.repeat(140_000) } }), /at most 262144/],
  ];

  it.each(refused)('%s is reported and records nothing', (_what, line, reason) => {
    const { points, reasons } = ingest(line);

    expect(points).toEqual([]);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });

  it('is reported with its log group and line', () => {
    expect(ingest('{"_aws":1}').malformed).toEqual([
      { logGroup: '/aws/lambda/shop', line: '{"_aws":1}', reason: expect.any(String) as string },
    ]);
  });

  it('never throws, whatever the line', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (metadata, member) => {
        const { points } = ingest(`{"_aws":${metadata},"Latency":${member}}`);

        expect(points).toEqual([]);
      }),
    );
  });
});
