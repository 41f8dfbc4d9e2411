import type * as v from 'valibot';
import type { JsonCall, Permission } from '../aws-endpoint/service.ts';
import { parseInput } from './input.ts';

/** One API operation: what IAM must allow, and what it does. */
export interface Operation {
  permissions(call: JsonCall): readonly Permission[];
  run(call: JsonCall): unknown;
}

export interface EventOperation<Schema extends v.GenericSchema> {
  readonly input: Schema;
  readonly permissions: (input: v.InferOutput<Schema>) => readonly Permission[];
  readonly run: (input: v.InferOutput<Schema>) => unknown;
}

/** Parses a call's input for each of its two uses, so that neither sees it unparsed. */
export function operation<Schema extends v.GenericSchema>({
  input,
  permissions,
  run,
}: EventOperation<Schema>): Operation {
  return {
    permissions: (call) => permissions(parseInput(input, call.input)),
    run: (call) => run(parseInput(input, call.input)),
  };
}
