import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Api } from './constructs/api.ts';
import type { Approvals } from './constructs/approvals.ts';
import type { CallerPolicies } from './constructs/caller-policies.ts';
import type { Checkpoints } from './constructs/checkpoints.ts';
import type { ControlTable } from './constructs/control-table.ts';
import type { Identity } from './constructs/identity.ts';
import type { Observability } from './constructs/observability.ts';
import type { Serving } from './constructs/serving.ts';
import type { Training } from './constructs/training.ts';

export interface StackParts {
  readonly api: Api;
  readonly controlTable: ControlTable;
  readonly identity: Identity;
  readonly serving: Serving;
  readonly training: Training;
  readonly checkpoints: Checkpoints;
  readonly observability: Observability;
  readonly callers: CallerPolicies;
  readonly approvals: Approvals;
}

/** What people and programs need to know of a deployed stack. */
export function addOutputs(scope: Construct, parts: StackParts): void {
  new CfnOutput(scope, 'ApiUrl', { value: parts.api.url });
  new CfnOutput(scope, 'ControlTableName', { value: parts.controlTable.table.tableName });
  new CfnOutput(scope, 'SessionsTableName', { value: parts.serving.sessions.table.tableName });
  new CfnOutput(scope, 'UserPoolId', { value: parts.identity.pool.userPoolId });
  new CfnOutput(scope, 'UserPoolClientId', { value: parts.identity.client.userPoolClientId });
  new CfnOutput(scope, 'SeriesBucketName', { value: parts.training.series.bucket.bucketName });
  new CfnOutput(scope, 'CheckpointBucketName', { value: parts.checkpoints.bucket.bucket.bucketName });
  new CfnOutput(scope, 'MetricsTokenParameter', { value: parts.observability.tokenParameter });
  new CfnOutput(scope, 'TrainerPolicyArn', { value: parts.callers.trainer.managedPolicyArn });
  new CfnOutput(scope, 'ApproverPolicyArn', { value: parts.approvals.machine.approver.managedPolicyArn });
  new CfnOutput(scope, 'DecideApprovalArn', { value: parts.approvals.machine.machine.ref });
  new CfnOutput(scope, 'ServingPolicyArn', { value: parts.callers.serving.managedPolicyArn });
}
