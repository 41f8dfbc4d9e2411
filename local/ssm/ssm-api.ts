import type { JsonService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';

export interface SsmOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  /**
   * A JSON file of parameters, read at start and rewritten on every change: `{"/name": "value"}` or
   * `{"/name": {"Type": "SecureString", "Value": "..."}}`. In memory when absent.
   */
  readonly file?: string;
}

export interface Ssm {
  readonly service: JsonService;
  /** Takes AWS::SSM::Parameter. A parameter that the file already holds keeps the file's value. */
  provision(resources: readonly Resource[]): void;
  close(): Promise<void>;
}
