import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Accepts one finding of cdk-nag on one construct. The reason is for whoever audits the stack. */
export function acknowledge(scope: Construct, finding: string, reason: string): void {
  const pack = finding.startsWith('Serverless') ? 'Serverless' : 'AwsSolutions';
  Validations.of(scope).acknowledge({ id: `${pack}::${finding}`, reason });
}
