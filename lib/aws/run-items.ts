import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { runItem, toStoredRun, type RunItem } from '../contracts/run-item.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import type { RunSummary } from '../training/ports.ts';

const runLine = v.pick(runItem, [
  'run_id',
  'version',
  'attempt',
  'status',
  'created_at',
  'metrics_at',
  'last_step',
  'lr_multiplier',
  'rollbacks_used',
  'latest',
]);

const FIELDS = Object.keys(runLine.entries);

/** The run's own item. */
export function itemOf(run: RunItem): Record<string, AttributeValue> {
  return marshall({ ...RUN_KEYS.item(run.run_id), ...toStoredRun(run) });
}

/** The run's line in the list. */
export function lineOf(run: RunItem): Record<string, AttributeValue> {
  const shown = Object.entries(toStoredRun(run)).filter(([name]) => FIELDS.includes(name));
  return marshall({ ...RUN_KEYS.line(run.run_id), ...Object.fromEntries(shown) });
}

export function parseLine(item: Record<string, unknown>): RunSummary {
  return v.parse(runLine, item);
}
