import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

/** CloudWatch knows no narrower permission to read metrics than all of them. */
export function grantReadMetrics(fn: BundledFunction): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }));
  acknowledge(
    fn.executionRole,
    'AwsSolutions-IAM5[Resource::*]',
    'cloudwatch:GetMetricData knows no resources: IAM takes only * here.',
  );
}
