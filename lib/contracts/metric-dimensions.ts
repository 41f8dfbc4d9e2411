import { METRICS, type MetricName } from './metrics.ts';

export type Dimension =
  'AssignedMode' | 'WeightsVersion' | 'Mode' | 'Model' | 'State' | 'Kind' | 'Runbook' | 'Reason';

/**
 * Sets of dimensions that a metric is published under; one that is not here has none. Each combination of values is a
 * series, and costs by the month. None of them grows with requests, sessions or runs.
 */
export const METRIC_DIMENSIONS: Readonly<Partial<Record<MetricName, readonly (readonly Dimension[])[]>>> = {
  [METRICS.assignments]: [['AssignedMode', 'WeightsVersion']],
  [METRICS.selections]: [['Mode']],
  [METRICS.downshifted]: [['AssignedMode']],
  [METRICS.breakerTransitions]: [['Model', 'State']],
  [METRICS.breakerOpen]: [['Model']],
  [METRICS.outcomes]: [['Mode'], ['Model']],
  [METRICS.outcomeErrors]: [['Mode'], ['Model']],
  [METRICS.outcomeLatency]: [['Mode'], ['Model']],
  [METRICS.modeDeviation]: [['Mode']],
  [METRICS.assignedShare]: [['Mode']],
  [METRICS.servedShare]: [['Mode']],
  [METRICS.downshiftedShare]: [['Mode']],
  [METRICS.healthCheckLatency]: [['Model']],
  [METRICS.healthCheckFailures]: [['Model']],
  [METRICS.consecutiveFailures]: [['Model']],
  [METRICS.findings]: [['Kind']],
  [METRICS.runbookStarts]: [['Runbook']],
  [METRICS.runbookBlocks]: [['Reason']],
};
