import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import type { BundledFunction } from './bundled-function.ts';

/** To wake the state machines of this stage that wait, and to ask whether they do. */
export function grantTellRunbooks(fn: BundledFunction, stage: string): void {
  const machines = Stack.of(fn).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: `artisan-${stage}-*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:SendTaskSuccess', 'states:SendTaskHeartbeat'],
      resources: [machines],
    }),
  );
  acknowledgeWildcard(
    fn.executionRole,
    machines,
    'A runbook is a file, and so a state machine: the functions that it calls cannot depend on it.',
  );
}
