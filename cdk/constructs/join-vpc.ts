import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Config } from '../../lib/config/config.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

/** What Lambda does as the function's role when it puts it into a VPC (managed policy AWSLambdaVPCAccessExecutionRole). */
const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Puts a function into the VPC of its stage, if that has one. Only for functions that call servers in there. */
export function joinVpc(fn: BundledFunction, { vpc }: Config['stage']): void {
  const { defaultChild } = fn.node;
  if (vpc.subnets.length === 0 || !(defaultChild instanceof CfnFunction)) return;
  defaultChild.vpcConfig = { subnetIds: [...vpc.subnets], securityGroupIds: [...vpc.security_groups] };
  fn.addToRolePolicy(new PolicyStatement({ actions: NETWORK_ACTIONS, resources: ['*'] }));
  fn.addToRolePolicy(denialToCode(fn, defaultChild));
  acknowledge(
    fn.executionRole,
    'AwsSolutions-IAM5[Resource::*]',
    'Network interfaces do not exist before Lambda makes them: AWSLambdaVPCAccessExecutionRole takes * here too.',
  );
}

/**
 * Lambda makes its interfaces as this role, but not from within the function: only calls of its code bear the function's
 * ARN. Source: "Giving Lambda functions access to resources in an Amazon VPC", "Security best practices".
 */
function denialToCode(fn: BundledFunction, { functionName }: CfnFunction): PolicyStatement {
  const resourceName = functionName ?? '';
  // By its name: its own ARN would have the role wait for the function, which waits for the role.
  const arn = Stack.of(fn).formatArn({
    ...{ service: 'lambda', resource: 'function', arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    resourceName,
  });
  return new PolicyStatement({
    effect: Effect.DENY,
    actions: [...NETWORK_ACTIONS, 'ec2:DetachNetworkInterface'],
    resources: ['*'],
    conditions: { ArnEquals: { 'lambda:SourceFunctionArn': arn } },
  });
}
