import * as v from 'valibot';
import type { ObservedCall } from '../../local/stack/observed-service.ts';
import { PRICES } from '../../lib/cost/prices.ts';

/** What one run of a runbook has used. */
export interface Usage {
  readonly transitions: number;
  readonly invocations: number;
  readonly gbSeconds: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** US dollars. */
export function costOf(usage: Usage): number {
  return (
    usage.transitions * PRICES.stateTransition +
    usage.invocations * PRICES.lambdaRequest +
    usage.gbSeconds * PRICES.lambdaGbSecond +
    usage.writeUnits * PRICES.dynamoDbWriteUnit +
    usage.readUnits * PRICES.dynamoDbReadUnit
  );
}

interface HistoryEvent {
  readonly type?: string | undefined;
}

/**
 * States entered, tries of tasks after the first, and the end. Source: "AWS Step Functions pricing": each step that is
 * executed is a transition, retries and the end included.
 */
export function transitionsOf(events: readonly HistoryEvent[]): number {
  const count = (pattern: RegExp) => events.filter(({ type = '' }) => pattern.test(type)).length;
  const retries = count(/^TaskScheduled$/) - count(/^TaskStateEntered$/);
  return count(/StateEntered$/) + retries + 1;
}

const capacity = v.object({ CapacityUnits: v.number() });
const consumed = v.object({ ConsumedCapacity: v.union([capacity, v.array(capacity)]) });
const WRITES = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Capacity units of DynamoDB that these calls consumed. */
export function unitsOf(calls: readonly ObservedCall[]): Pick<Usage, 'writeUnits' | 'readUnits'> {
  const units = { writeUnits: 0, readUnits: 0 };
  for (const { operation, output } of calls) {
    const parsed = v.safeParse(consumed, output);
    if (!parsed.success) continue;
    const { ConsumedCapacity: of } = parsed.output;
    const sum = [of].flat().reduce((total, { CapacityUnits }) => total + CapacityUnits, 0);
    units[WRITES.test(operation) ? 'writeUnits' : 'readUnits'] += sum;
  }
  return units;
}

const REPORT = /Billed Duration: (\d+) ms\s+Memory Size: (\d+) MB/;

/** Invocations of functions, from Lambda's own REPORT lines. */
export function invocationsOf(lines: readonly string[]): Pick<Usage, 'invocations' | 'gbSeconds'> {
  const reports = lines.flatMap((line) => {
    const [, milliseconds, megabytes] = REPORT.exec(line) ?? [];
    return milliseconds === undefined ? [] : [(Number(milliseconds) / 1_000) * (Number(megabytes) / 1_024)];
  });
  return { invocations: reports.length, gbSeconds: reports.reduce((sum, one) => sum + one, 0) };
}
