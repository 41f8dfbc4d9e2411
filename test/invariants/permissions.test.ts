import { APPROVAL_KEYS } from '../../lib/contracts/runbook-keys.ts';
import { theTemplate } from './the-template.ts';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
}

/** What may stand beside a `*`, and why nothing narrower can. */
const EXCEPTIONS: readonly { readonly grant: string; readonly reason: string }[] = [
  ...[
    ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
    ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
  ].map((action) => ({
    grant: `logs:${action} on *`,
    reason:
      'Logging using CloudWatch Logs, AWS Step Functions Developer Guide: log delivery takes no resource types',
  })),
  {
    grant: 'cloudwatch:GetMetricData on *',
    reason: 'Service Authorization Reference, CloudWatch: GetMetricData supports no resource types',
  },
  {
    grant: 'cloudwatch:DescribeAlarms on *',
    reason: 'By a prefix of their names it looks at all alarms: only alarm:* would do, which is no narrower',
  },
];

/** Resources whose last part only a request knows; whatever stands before it is written out. */
const OPEN_ENDED: readonly { readonly grant: RegExp; readonly reason: string }[] = [
  {
    grant:
      /^s3:\w+ on \{"Fn::Join":\["",\[\{"Fn::GetAtt":\["TrainingSeriesBucket\w+","Arn"\]\},"\/series\/\*"\]\]\}$/,
    reason: 'Keys of raw metrics are made at run time, under one prefix of one bucket',
  },
  {
    grant:
      /^s3:\w+ on \{"Fn::Join":\["",\[\{"Fn::GetAtt":\["CheckpointsModelsBucket\w+","Arn"\]\},"\/checkpoints\/\*"\]\]\}$/,
    reason: 'Keys of checkpoints are made at run time, under one prefix of one bucket',
  },
  {
    grant: /^execute-api:Invoke on .*\/\$default\/(GET|POST|PUT|DELETE)\/v1\/runs\/\*(\/[a-z]+(\/\*)?)*"/,
    reason: 'A trainer calls its routes for any run that it begins',
  },
  {
    grant: /^states:DescribeExecution on .*:execution:artisan-local-decide-approval:\*"\]\]\}$/,
    reason: 'Each decision in the console is an execution with a name of its own',
  },
  {
    grant: /^states:SendTask(Success|Heartbeat) on .*:stateMachine:artisan-local-\*"\]\]\}$/,
    reason: 'A runbook is a file, and so a state machine, of which the functions it calls know nothing',
  },
  {
    grant:
      /^states:(DescribeExecution|StopExecution|GetExecutionHistory) on .*:execution:artisan-local-[a-z-]+:\*"\]\]\}$/,
    reason: 'Executions of one runbook are named as they begin',
  },
];

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** A resource as text, intrinsics as JSON: a `*` in any part of it is seen. */
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const template = theTemplate();
const documents = [
  ...template.ofType('AWS::IAM::Policy'),
  ...template.ofType('AWS::IAM::ManagedPolicy'),
  ...template.ofType('AWS::IAM::Role').flatMap(({ id, properties }) =>
    list(properties['Policies'] ?? []).map((policy) => ({
      id,
      properties: policy as Record<string, unknown>,
    })),
  ),
].map(({ properties }) => properties['PolicyDocument'] as { Statement: Statement[] });
const allowed = documents.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow');
const grants = allowed.flatMap(({ Action, Resource }) =>
  list(Action).flatMap((action) => list(Resource).map((resource) => `${text(action)} on ${text(resource)}`)),
);
const wild = grants.filter((grant) => grant.includes('*'));

describe('the permissions of the template', () => {
  it('are there to be looked at', () => {
    expect(grants.length).toBeGreaterThan(5);
  });

  it('hold no * in an action or a resource, but for those with a reason', () => {
    const closed = wild.filter((grant) => !OPEN_ENDED.some((exception) => exception.grant.test(grant)));

    expect(closed.filter((grant) => !EXCEPTIONS.some((exception) => exception.grant === grant))).toEqual([]);
  });

  it('need every exception', () => {
    expect(EXCEPTIONS.filter(({ grant }) => !wild.includes(grant))).toEqual([]);
    expect(OPEN_ENDED.filter(({ grant }) => !wild.some((found) => grant.test(found)))).toEqual([]);
  });

  it('name what they allow, never what they leave out', () => {
    expect(allowed.filter((statement) => 'NotAction' in statement || 'NotResource' in statement)).toEqual([]);
  });

  it('let one service assume each role, and no one else', () => {
    const principals = template.ofType('AWS::IAM::Role').flatMap(({ properties }) => {
      const { Statement } = properties['AssumeRolePolicyDocument'] as { Statement: { Principal: unknown }[] };
      return Statement.map(({ Principal }) => Principal);
    });

    expect(new Set(principals.map(text))).toEqual(
      new Set(['{"Service":"lambda.amazonaws.com"}', '{"Service":"states.amazonaws.com"}']),
    );
  });
});

describe('the tokens of tasks that wait for an approval', () => {
  interface Conditional extends Statement {
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }

  const tokenPartition = `${APPROVAL_KEYS.token('').pk}*`;
  const roles = template.ofType('AWS::IAM::Policy').map(({ properties }) => ({
    names: text(properties['Roles']),
    statements: (properties['PolicyDocument'] as { Statement: Conditional[] }).Statement,
  }));
  /** Roles of a statement about the partition that allows one of these actions. */
  const rolesThatMay = (...actions: readonly string[]) =>
    roles
      .filter(({ statements }) =>
        statements.some(
          ({ Action, Condition }) =>
            text(Condition ?? '').includes(tokenPartition) &&
            list(Action).some((one) => actions.includes(text(one))),
        ),
      )
      .map(({ names }) => names);
  const answering = roles
    .filter(({ statements }) =>
      statements.some(({ Action }) => list(Action).includes('states:SendTaskSuccess')),
    )
    .map(({ names }) => names);

  it('lie in no partition that who sees approvals may read', () => {
    const others = roles.flatMap(({ statements }) =>
      statements
        .flatMap(({ Condition }) => Object.values(Condition ?? {}))
        .flatMap((condition) => list(condition['dynamodb:LeadingKeys'] ?? []))
        .filter((key) => key !== tokenPartition),
    );

    const covering = others.map(text).filter((key) => tokenPartition.startsWith(key.replace(/\*$/, '')));
    expect(covering).toEqual([]);
  });

  it('are read by those alone who answer tasks', () => {
    expect(answering.length).toBeGreaterThan(0);
    expect(rolesThatMay('dynamodb:GetItem', 'dynamodb:Query').sort()).toEqual(answering.sort());
  });

  it('are kept by the one alone that is asked by tasks', () => {
    expect(rolesThatMay('dynamodb:PutItem', 'dynamodb:UpdateItem')).toEqual([
      expect.stringContaining('ApprovalsGate'),
    ]);
  });
});
