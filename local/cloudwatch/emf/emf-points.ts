import * as v from 'valibot';
import { isAcceptedValue, timestampProblem } from '../metrics/accepted.ts';
import type { Metric, MetricPoint } from '../metrics/metric-point.ts';
import { emfMetadata, type MetricDefinition, type MetricDirective } from './emf-document.ts';

/** Why a document is malformed. */
export class EmfError extends Error {
  override readonly name = 'EmfError';
}

type Root = Readonly<Record<string, unknown>>;

const MOST_VALUES = 100;
const LONGEST_DIMENSION_VALUE = 1_024;

/** The points a document asks for: a metric for every dimension set of its directive. Throws EmfError. */
export function emfPoints(root: Root, nowMs: number): MetricPoint[] {
  const metadata = v.safeParse(emfMetadata, root['_aws'], { abortEarly: true });
  if (!metadata.success) {
    const [issue] = metadata.issues;
    throw new EmfError(`${['_aws', v.getDotPath(issue)].filter(Boolean).join('.')}: ${issue.message}`);
  }
  const { Timestamp: timestampMs, CloudWatchMetrics: directives } = metadata.output;
  const problem = timestampProblem(timestampMs, nowMs);
  if (problem) throw new EmfError(`_aws.Timestamp: ${timestampMs} ${problem}`);
  return directives.flatMap((directive) => directivePoints(directive, root, timestampMs));
}

function directivePoints(directive: MetricDirective, root: Root, timestampMs: number): MetricPoint[] {
  const dimensionSets = directive.Dimensions.map((names) => dimensionsOf(names, root));
  return directive.Metrics.flatMap((definition) => {
    const values = valuesOf(definition, root);
    return dimensionSets.flatMap((dimensions) => {
      const metric = { namespace: directive.Namespace, metricName: definition.Name, dimensions };
      return values.map((value) => point(metric, definition, { timestampMs, value }));
    });
  });
}

function point(
  metric: Metric,
  { Unit, StorageResolution }: MetricDefinition,
  { timestampMs, value }: { timestampMs: number; value: number },
): MetricPoint {
  return {
    metric,
    unit: Unit,
    resolutionSeconds: StorageResolution,
    timestampMs,
    measurement: { value, count: 1 },
  };
}

function dimensionsOf(names: readonly string[], root: Root): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, dimensionValue(name, root)]));
}

function dimensionValue(name: string, root: Root): string {
  const value = targetOf(name, root);
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_DIMENSION_VALUE) {
    throw new EmfError(
      `${name}: a dimension is a string of 1 to ${LONGEST_DIMENSION_VALUE} characters, not ${shown(value)}`,
    );
  }
  return value;
}

function valuesOf({ Name: name }: MetricDefinition, root: Root): number[] {
  const target = targetOf(name, root);
  const values: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (values.length > MOST_VALUES) {
    throw new EmfError(`${name}: a metric has at most ${MOST_VALUES} values, not ${values.length}`);
  }
  return values.map((value) => {
    if (typeof value === 'number' && isAcceptedValue(value)) return value;
    throw new EmfError(`${name}: a metric is a number from -2^360 to 2^360, not ${shown(value)}`);
  });
}

function targetOf(name: string, root: Root): unknown {
  if (!Object.hasOwn(root, name)) throw new EmfError(`${name}: there is no such member on the root node`);
  return root[name];
}

function shown(value: unknown): string {
  const json = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 80)}...` : json;
}
