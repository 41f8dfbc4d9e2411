import type { JsonCall, Permission } from '../aws-endpoint/service.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { Parameters } from './parameters.ts';

/** One API operation: what IAM must allow, and what it does. */
export interface Operation {
  permissions(call: JsonCall): readonly Permission[];
  run(call: JsonCall): unknown;
}

/** What operations work on. */
export interface Context {
  readonly parameters: Parameters;
  readonly environment: Environment;
}
