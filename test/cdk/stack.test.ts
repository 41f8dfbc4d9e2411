import { Match, Template } from 'aws-cdk-lib/assertions';
import { FUNCTION_NAMES } from '../../lib/contracts/names.ts';
import { templateOf } from '../support/built.ts';
import { synthesized } from '../support/synthesized.ts';

describe.each(['local', 'rehearsal', 'prod'])('the stack of stage %s', (stage) => {
  const template = Template.fromJSON(templateOf(stage));

  it('runs every function on arm64 and Node 24, with a log group that forgets', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));

    expect(functions).toHaveLength(FUNCTION_NAMES.length);
    for (const { Properties } of functions as { Properties: Record<string, unknown> }[]) {
      expect(Properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'handler.handler',
      });
    }
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it('keeps sessions on demand, and lets them expire by themselves', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'session_id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
    });
  });

  it('can restore the control table to any second', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: stage === 'prod',
    });
  });

  it('lets at least 1,000 requests a second through, 2,000 at once, and logs each', () => {
    const [apiStage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));

    expect(apiStage?.['Properties']).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
      AccessLogSettings: { Format: expect.stringContaining('$context.requestId') },
    });
  });

  it('gives people tokens of 15 minutes and asks for a second factor', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes' },
    });
  });

  it('lets people come back from signing in and out to the pages of the API alone, and take their tokens back', () => {
    const [client] = Object.values(template.findResources('AWS::Cognito::UserPoolClient'));
    const pages = ['CallbackURLs', 'LogoutURLs'].map((name) =>
      JSON.stringify((client?.['Properties'] as Readonly<Record<string, unknown>>)[name]),
    );

    const ENDS = /"\/(\w+\/(?:callback)?)"/g;
    expect(pages.map((urls) => [...urls.matchAll(ENDS)].map(([, end]) => end))).toEqual([
      ['approve/callback', 'console/callback'],
      ['console/'],
    ]);
    expect(pages.map((urls) => urls.split('Fn::Join').length - 1)).toEqual([2, 1]);
    expect(client?.['Properties']).toMatchObject({ EnableTokenRevocation: true });
  });

  it.each([
    ['serving', 'Serving', 'POST/v1/selections', '/v1/runs'],
    ['training', 'Trainer', 'POST/v1/runs/*/metrics', '/v1/selections'],
  ])('allows the %s team its routes and no others', (_team, id, own, foreign) => {
    const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
    const policy = policies.find(([logicalId]) => logicalId.startsWith(`Callers${id}`))?.[1];
    const { Statement } = (policy?.['Properties'] as { PolicyDocument: { Statement: unknown[] } })
      .PolicyDocument;

    expect(Statement).toHaveLength(1);
    expect(JSON.stringify(Statement)).toContain(`/$default/${own}`);
    expect(JSON.stringify(Statement)).not.toContain(foreign);
  });

  it('keeps raw metrics in a bucket of its own that takes no plain HTTP', () => {
    const buckets = Object.entries(template.findResources('AWS::S3::Bucket'));
    const [id = ''] = buckets.find(([logicalId]) => logicalId.startsWith('TrainingSeries')) ?? [];

    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: id },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

describe('synthesis', () => {
  it('makes the same template from the same source', () => {
    const { template, remove } = synthesized('prod');

    expect(template().toJSON()).toEqual(templateOf('prod'));
    remove();
  });

  it('keeps secrets out of the template', () => {
    const text = JSON.stringify(templateOf('prod'));

    // The name of one, in the permission to read it.
    const named = text.replaceAll(':parameter/artisan/prod/slack/signing-secret', '');
    expect(named).not.toMatch(/secret|password"\s*:\s*"/i);
  });
});
