import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts one finding of cdk-nag on one construct. The reason is for whoever audits the stack. */
export function acknowledge(scope: IConstruct, finding: string, reason: string): void {
  const pack = finding.startsWith('Serverless') ? 'Serverless' : 'AwsSolutions';
  Validations.of(scope).acknowledge({ id: `${pack}::${finding}`, reason });
}
