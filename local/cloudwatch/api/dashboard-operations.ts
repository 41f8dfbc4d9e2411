import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { Dashboards } from '../dashboards.ts';
import type { Operation } from './operation.ts';
import { parseInput } from './parse-input.ts';

const oneName = v.strictObject({ DashboardName: v.string() });
const prefix = v.strictObject({ DashboardNamePrefix: v.optional(v.string(), '') });

export function getDashboard(dashboards: () => Dashboards, environment: Environment): Operation {
  return (input) => {
    const { DashboardName } = parseInput(oneName, input, 'InvalidParameterValueException');
    const dashboard = dashboards().get(DashboardName);
    if (!dashboard) {
      throw new AwsError('DashboardNotFoundError', `Dashboard ${DashboardName} does not exist`, {
        statusCode: 404,
      });
    }
    return {
      DashboardName,
      DashboardArn: dashboardArn(environment, DashboardName),
      DashboardBody: dashboard.body,
    };
  };
}

/** All on one page: a template cannot hold the 1,000 that would fill it. */
export function listDashboards(dashboards: () => Dashboards, environment: Environment): Operation {
  return (input) => {
    const { DashboardNamePrefix } = parseInput(prefix, input, 'InvalidParameterValueException');
    const found = [...dashboards().values()].filter(({ name }) => name.startsWith(DashboardNamePrefix));
    return {
      DashboardEntries: found.map(({ name, body, modifiedMs }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn(environment, name),
        LastModified: modifiedMs / 1_000,
        Size: Buffer.byteLength(body),
      })),
    };
  };
}

/** Dashboards are of no region. */
function dashboardArn({ account }: Environment, name: string): string {
  return `arn:aws:cloudwatch::${account}:dashboard/${name}`;
}
