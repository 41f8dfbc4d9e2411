import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { failedEventsName } from '../../lib/contracts/names.ts';
import { acknowledge } from '../nag/acknowledge.ts';

/** The most SQS keeps: whoever is on call may be away for a week. */
const KEPT = Duration.days(14);

/** One queue a stage for every event that background functions could not deal with. An alarm tells of the first. */
export class FailedEvents extends Queue {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id, {
      queueName: failedEventsName(stage.name),
      retentionPeriod: KEPT,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    for (const finding of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
      acknowledge(this, finding, 'It is where failed events end: nothing consumes it but a person.');
  }
}
