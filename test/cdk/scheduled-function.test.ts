import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { FailedEvents } from '../../cdk/constructs/failed-events.ts';
import { ScheduledFunction } from '../../cdk/constructs/scheduled-function.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { bundlesFolder } from '../support/built.ts';

function aTemplate(change: { retries?: number } = {}): Template {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const { stage } = loadConfig({ folder: 'configs', stage: 'local' });
  new ScheduledFunction(stack, 'Sweeper', {
    stage,
    bundlesFolder: bundlesFolder(),
    metricsNamespace: 'Artisan/local',
    functionName: 'status',
    description: 'Sweeps',
    memoryMb: 256,
    timeoutSeconds: 30,
    schedule: Schedule.rate(Duration.hours(1)),
    failedEvents: new FailedEvents(stack, 'FailedEvents', { stage }),
    ...change,
  });
  return Template.fromStack(stack);
}

describe('a scheduled function', () => {
  it('is started by its rule with the time it is due at', () => {
    const template = aTemplate();

    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Sweeper'), 'Arn'] },
          InputTransformer: {
            InputPathsMap: { time: '$.time' },
            InputTemplate: '{"scheduled_at":<time>}',
          },
        }),
      ],
    });
    template.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'events.amazonaws.com' });
  });

  it('keeps what could not be delivered and what failed at each try in one queue', () => {
    const template = aTemplate();
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue'));
    const arn = { 'Fn::GetAtt': [queue, 'Arn'] };

    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({ DeadLetterConfig: { Arn: arn } })],
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arn } },
    });
  });

  it('may send its failures to that queue and no other', () => {
    const template = aTemplate();

    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: Match.arrayWith(['sqs:SendMessage']),
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FailedEvents'), 'Arn'] },
          }),
        ]),
      },
    });
  });

  it('is not tried again where the next run does its work anyway', () => {
    aTemplate({ retries: 0 }).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
    });
  });
});
