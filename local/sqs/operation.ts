import type * as v from 'valibot';
import type { JsonCall, Permission } from '../aws-endpoint/service.ts';
import { parseInput } from './input.ts';

/** One API operation: what IAM must allow, and what it does. */
export interface Operation {
  permissions(call: JsonCall): readonly Permission[];
  run(call: JsonCall): unknown;
}

export interface QueueOperation<Schema extends v.GenericSchema> {
  /** IAM action; batch operations have that of the single one. */
  readonly action: string;
  readonly input: Schema;
  /** ARN the action is allowed on; `*` where IAM knows no resource. */
  readonly resource: (input: v.InferOutput<Schema>) => string;
  readonly run: (input: v.InferOutput<Schema>, call: JsonCall) => unknown;
}

/** Parses a call's input once for each of its two uses, so that neither sees it unparsed. */
export function operation<Schema extends v.GenericSchema>({
  action,
  input,
  resource,
  run,
}: QueueOperation<Schema>): Operation {
  return {
    permissions: (call) => [{ action: `sqs:${action}`, resource: resource(parseInput(input, call.input)) }],
    run: (call) => run(parseInput(input, call.input), call),
  };
}
