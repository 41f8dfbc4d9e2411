/** One value of one metric, or several of one moment: CloudWatch takes at most 100 (MAX_VALUES). */
export interface MetricPoint {
  readonly name: string;
  readonly value: number | readonly number[];
  readonly unit?: 'Count' | 'Milliseconds' | 'Percent' | 'None';
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** Source: "Specification: Embedded metric format", target members. */
export const MAX_VALUES = 100;

/**
 * One line of CloudWatch's embedded metric format for several points, one directive per point. Source: "Specification:
 * Embedded metric format" in the CloudWatch user guide. Metrics are kept at a resolution of one second, so that a
 * stage may look at periods of 10 s; the price is the same.
 * @throws RangeError when two points give one dimension two values: they need two lines.
 */
export function emfLine(namespace: string, timestamp: number, points: readonly MetricPoint[]): string {
  const members: Record<string, string | number | readonly number[]> = {};
  const directives = points.map(({ name, value, unit = 'Count', dimensions = {} }) => {
    for (const [key, text] of Object.entries(dimensions)) {
      if (key in members && members[key] !== text) throw new RangeError(`Two values for dimension ${key}`);
      members[key] = text;
    }
    members[name] = value;
    return {
      Namespace: namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: name, Unit: unit, StorageResolution: 1 }],
    };
  });
  return JSON.stringify({ _aws: { Timestamp: timestamp, CloudWatchMetrics: directives }, ...members });
}
