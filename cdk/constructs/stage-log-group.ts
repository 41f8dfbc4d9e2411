import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';

export interface StageLogGroupProps {
  readonly stage: Config['stage'];
  readonly logGroupName?: string;
}

/** A log group that keeps its lines for as long as the stage says, and goes with the stack. */
export class StageLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, { stage, ...props }: StageLogGroupProps) {
    super(scope, id, {
      ...props,
      retention: retentionOf(stage.log_retention_days),
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

function retentionOf(days: number): RetentionDays {
  const names = Object.keys(RetentionDays).filter(
    (name): name is keyof typeof RetentionDays => name in RetentionDays,
  );
  const name = names.find((candidate) => RetentionDays[candidate].valueOf() === days);
  if (!name) throw new Error(`log_retention_days: CloudWatch Logs takes no ${days}`);
  return RetentionDays[name];
}
