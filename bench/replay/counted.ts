import type { ObservedCall } from '../../local/stack/observed-service.ts';
import { invocationsOf, unitsOf } from '../runbooks/tally.ts';

/** What a launch has used of AWS, as the local stack counts it. */
export interface Counted {
  readonly invocations: number;
  readonly gbSeconds: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly metricReads: number;
  readonly logBytes: number;
  readonly s3Writes: number;
  readonly s3Reads: number;
  readonly transitions: number;
}

/** PUT, COPY, POST and LIST cost the one price, GET and all others the other; DELETE and what cancels an upload nothing. Source: "Amazon S3 pricing". */
const S3_WRITES = /^(Put|Copy|Create|Complete|Upload|List)/;
const S3_FREE = /^(Delete|Abort)/;

/** CloudWatch Logs bills 26 bytes on top of each event. Source: "Amazon CloudWatch pricing". */
const EVENT_BYTES = 26;

/** Counts as it goes: a launch makes too many calls to keep them. */
export function createCount() {
  const counted = {
    ...{ invocations: 0, gbSeconds: 0, writeUnits: 0, readUnits: 0, metricReads: 0, logBytes: 0 },
    ...{ s3Writes: 0, s3Reads: 0 },
  };
  return {
    /** All but the transitions of state machines, which their histories tell. */
    counted: (): Omit<Counted, 'transitions'> => ({ ...counted }),
    onLine: (message: string): void => {
      counted.logBytes += Buffer.byteLength(message) + EVENT_BYTES;
      const { invocations, gbSeconds } = invocationsOf([message]);
      counted.invocations += invocations;
      counted.gbSeconds += gbSeconds;
    },
    onS3Call: (operation: string): void => {
      if (S3_FREE.test(operation)) return;
      counted[S3_WRITES.test(operation) ? 's3Writes' : 's3Reads'] += 1;
    },
    onCall: (call: ObservedCall): void => {
      const { writeUnits, readUnits } = unitsOf([call]);
      counted.writeUnits += writeUnits;
      counted.readUnits += readUnits;
      const { MetricDataQueries: queries } = call.input;
      if (call.operation === 'GetMetricData' && Array.isArray(queries)) counted.metricReads += queries.length;
    },
  };
}
