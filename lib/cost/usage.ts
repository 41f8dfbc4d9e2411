import { METRICS } from '../contracts/metrics.ts';
import { emfLine } from '../shared/emf.ts';
import type { CostLine } from './cost-line.ts';
import { PRICES } from './prices.ts';

/** What is asked of a stage in a month. */
export interface Usage {
  readonly selections: number;
  /** Share of the selections whose session is new, 0..1. */
  readonly newSessions: number;
  readonly steps: number;
  readonly checkpoints: number;
  /** Of all models that are kept, on average. */
  readonly storedGb: number;
  readonly runbookRuns: number;
  readonly scrapes: number;
}

/** At most, per unit: `npm run bench` breaks where more is measured. Sources: docs/benchmarks.md. */
export const BUDGET = {
  selection: { readUnits: 0.5, writeUnitsOfNew: 1 },
  /** A batch of 100, with a key. */
  outcome: { perBatch: 100, writeUnits: 0.2, readUnits: 0.2 },
  /** A thousand steps, in batches of 500. */
  steps: { perBatch: 500, writeUnits: 60, readUnits: 10, s3Writes: 2 },
  checkpoint: { requests: 2, writeUnits: 6, readUnits: 30, s3Writes: 4 },
  /** Up to 16 KB, read consistently. */
  scrape: { readUnits: 4 },
  /** US dollars. */
  runbookRun: 0.001,
} as const;

/** Durations that are billed, in seconds at the memory of the function. Assumed: what two calls of DynamoDB take on AWS. */
const BILLED = { selection: 0.012 * 0.5, outcomes: 0.05 * 0.5, metrics: 0.15, scrape: 0.03 * 0.5 } as const;

/** Lambda's START, END and REPORT. */
const PLATFORM_LINES = 330;

/** Everything that grows with use. A scrape is one Query; logs are ingested, and kept for as long as the stage says. */
export function usageCost(usage: Usage): readonly CostLine[] {
  return [...servingCost(usage), ...trainingCost(usage), ...operationCost(usage)];
}

function servingCost({ selections, newSessions }: Usage): readonly CostLine[] {
  const { selection, outcome } = BUDGET;
  const batches = selections / outcome.perBatch;
  const reads = selections * (selection.readUnits + outcome.readUnits);
  const writes = selections * (newSessions * selection.writeUnitsOfNew + outcome.writeUnits);
  return [
    ...requests('selections', selections, BILLED.selection),
    ...requests('outcomes, in batches of 100', batches, BILLED.outcomes),
    { what: 'sessions and outcomes', quantity: reads, unit: 'read units', price: PRICES.dynamoDbReadUnit },
    { what: 'sessions and outcomes', quantity: writes, unit: 'write units', price: PRICES.dynamoDbWriteUnit },
    {
      what: 'log of selections',
      quantity: (selections * bytesOfSelection(newSessions)) / 1e9,
      unit: 'GB',
      price: PRICES.logGb + PRICES.logGbMonth,
    },
  ];
}

function trainingCost({ steps, checkpoints, storedGb }: Usage): readonly CostLine[] {
  const thousands = steps / 1_000;
  const { steps: each, checkpoint } = BUDGET;
  const writes = thousands * each.writeUnits + checkpoints * checkpoint.writeUnits;
  const reads = thousands * each.readUnits + checkpoints * checkpoint.readUnits;
  const s3Writes = thousands * each.s3Writes + checkpoints * checkpoint.s3Writes;
  return [
    ...requests('batches of metrics', steps / each.perBatch, BILLED.metrics),
    ...requests('checkpoints', checkpoints * checkpoint.requests, BILLED.metrics),
    { what: 'runs and checkpoints', quantity: writes, unit: 'write units', price: PRICES.dynamoDbWriteUnit },
    { what: 'runs and checkpoints', quantity: reads, unit: 'read units', price: PRICES.dynamoDbReadUnit },
    { what: 'runs and checkpoints', quantity: s3Writes, unit: 'S3 writes', price: PRICES.s3Write },
    { what: 'models kept', quantity: storedGb, unit: 'GB', price: PRICES.s3GbMonth },
  ];
}

function operationCost({ runbookRuns, scrapes }: Usage): readonly CostLine[] {
  return [
    { what: 'runs of runbooks', quantity: runbookRuns, unit: 'runs', price: BUDGET.runbookRun },
    ...requests('scrapes', scrapes, BILLED.scrape),
    {
      what: 'scrapes',
      quantity: scrapes * BUDGET.scrape.readUnits,
      unit: 'read units',
      price: PRICES.dynamoDbReadUnit,
    },
  ];
}

function requests(what: string, quantity: number, gbSeconds: number): readonly CostLine[] {
  const price = PRICES.httpApiRequest + PRICES.lambdaRequest;
  return [
    { what, quantity, unit: 'requests', price },
    { what, quantity: quantity * gbSeconds, unit: 'GB s', price: PRICES.lambdaGbSecond },
  ];
}

/** The very lines that are written. */
function bytesOfSelection(newSessions: number): number {
  const point = { name: METRICS.selections, value: 1, dimensions: { Mode: 'balanced' } };
  const drawn = {
    name: METRICS.assignments,
    value: 1,
    dimensions: { AssignedMode: 'balanced', WeightsVersion: '1' },
  };
  const bytes = (points: Parameters<typeof emfLine>[2]) => emfLine('Artisan/prod', 0, points).length;
  return PLATFORM_LINES + (1 - newSessions) * bytes([point]) + newSessions * bytes([point, drawn]);
}
