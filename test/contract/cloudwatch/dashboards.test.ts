import { GetDashboardCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import { at, refusalOf, serveCloudWatch } from './served-cloudwatch.ts';

const BODY = '{"widgets":[{"type":"text","properties":{"markdown":"Öl"}}]}';

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeAll(async () => {
  served = await serveCloudWatch();
  served.cloudWatch.provision(
    ['shop', 'audit'].map((physicalId) => ({
      logicalId: `${physicalId}Dashboard`,
      type: 'AWS::CloudWatch::Dashboard',
      physicalId,
      properties: { DashboardName: physicalId, DashboardBody: BODY },
    })),
  );
});
afterAll(() => served.close());

describe('a dashboard of the template', () => {
  it('is given back as it is', async () => {
    const dashboard = await served.client.send(new GetDashboardCommand({ DashboardName: 'shop' }));

    expect(dashboard).toMatchObject({
      DashboardName: 'shop',
      DashboardArn: 'arn:aws:cloudwatch::111122223333:dashboard/shop',
      DashboardBody: BODY,
    });
  });

  it('is listed, also by prefix', async () => {
    const all = await served.client.send(new ListDashboardsCommand({}));
    const some = await served.client.send(new ListDashboardsCommand({ DashboardNamePrefix: 'au' }));

    expect(all.DashboardEntries?.map(({ DashboardName }) => DashboardName)).toEqual(['shop', 'audit']);
    expect(some.DashboardEntries).toEqual([
      {
        DashboardName: 'audit',
        DashboardArn: 'arn:aws:cloudwatch::111122223333:dashboard/audit',
        LastModified: at(0),
        Size: Buffer.byteLength(BODY),
      },
    ]);
  });

  it('that is not there is an error of its own', async () => {
    const refusal = await refusalOf(
      served.client.send(new GetDashboardCommand({ DashboardName: 'nothing' })),
    );

    expect(refusal).toEqual({ name: 'DashboardNotFoundError', message: 'Dashboard nothing does not exist' });
  });
});
