import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

/** Finding alarms by the prefix of their names is a look at all of them, says IAM. */
export function grantReadAlarms(fn: BundledFunction): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }));
  acknowledge(
    fn.executionRole,
    'AwsSolutions-IAM5[Resource::*]',
    'GetMetricData knows no resources, and DescribeAlarms by a prefix looks at all alarms: IAM takes only * here.',
  );
}
