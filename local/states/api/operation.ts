import type { Permission } from '../../aws-endpoint/service.ts';
import type { Execution } from '../executions/execution.ts';
import type { Executions } from '../executions/executions.ts';
import type { TaskTokens } from '../interpreter/task-tokens.ts';
import type { Machines } from '../machines/machines.ts';
import type { ExecutionRequest } from '../states-api.ts';
import type { Members } from './members.ts';

/** What operations work on. */
export interface Subject {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly tokens: TaskTokens;
  start(request: ExecutionRequest & { readonly traceHeader?: string | undefined }): Execution;
}

export interface Operation {
  /** The ARN that IAM looks at; undefined when nothing need be allowed, `*` when the operation is about no resource. */
  resource(members: Members): string | undefined;
  /** Throws AwsError. */
  call(members: Members, subject: Subject): unknown;
}

export type Operations = Readonly<Record<string, Operation>>;

export function permission(operation: string, resource: string): Permission {
  return { action: `states:${operation}`, resource };
}

/** Times go over the wire in seconds. */
export function toSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}
