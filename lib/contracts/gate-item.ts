import * as v from 'valibot';
import { BLOCK_REASONS } from './runbook-execution.ts';

const text = v.pipe(v.string(), v.nonEmpty());
/** Milliseconds since the epoch. */
const time = v.number();

/** `pk = gate#<runbook>#<resource>`, `sk = gate`: whether a trigger may start this runbook for this resource now. */
export const gateItem = v.object({
  runbook: text,
  resource: text,
  /** Grows by one with each write. */
  version: v.number(),
  open_execution: v.exactOptional(text),
  /** The newest one that has ended. */
  ended_execution: v.exactOptional(text),
  /** The newest one: further triggers go to its timeline while it is open. */
  incident_id: v.exactOptional(text),
  /** Of the newest starts, at most as many as one hour may have, oldest first. */
  starts: v.array(time),
  /** In a row. */
  failures: v.number(),
  /** The end of the newest one that had something to do. */
  ended_at: v.exactOptional(time),
  /** What was held back since the newest start. */
  blocked: v.exactOptional(
    v.object({
      count: v.number(),
      /** Execution that the newest of them would have been. */
      candidate: text,
      reason: v.picklist(BLOCK_REASONS),
      at: time,
      by: text,
    }),
  ),
});

export type GateItem = v.InferOutput<typeof gateItem>;
