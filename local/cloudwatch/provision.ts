import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Clock } from '../clock/clock.ts';
import type { Resource } from '../cloud-assembly/resource.ts';
import { refuseUnknownActions } from './alarms/action-policy.ts';
import type { Alarms, NewAlarm } from './alarms/alarms.ts';
import { parseAlarm } from './api/alarm-definition.ts';
import type { Dashboard } from './dashboards.ts';

export interface ProvisionOptions {
  readonly alarms: Alarms;
  readonly acceptsAction: (actionArn: string) => boolean;
  readonly clock: Clock;
}

interface Planned {
  readonly alarms: NewAlarm[];
  readonly dashboards: Dashboard[];
}

const dashboardProperties = v.strictObject({
  DashboardName: v.optional(v.string()),
  DashboardBody: v.pipe(v.string(), v.parseJson(undefined, 'DashboardBody is not JSON')),
});

/** Changes nothing when anything is not supported: throws one Error with a line for each such resource. */
export function provision(
  resources: readonly Resource[],
  { alarms, acceptsAction, clock }: ProvisionOptions,
): ReadonlyMap<string, Dashboard> {
  const planned: Planned = { alarms: [], dashboards: [] };
  const problems = resources.flatMap((resource) => {
    try {
      plan(resource, planned, { acceptsAction, nowMs: clock.now() });
      return [];
    } catch (error) {
      return [
        `${resource.logicalId} (${resource.type}): ${error instanceof Error ? error.message : String(error)}`,
      ];
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  putPlanned(alarms, planned.alarms);
  return new Map(planned.dashboards.map((dashboard) => [dashboard.name, dashboard]));
}

function plan(
  { type, physicalId, properties }: Resource,
  planned: Planned,
  { acceptsAction, nowMs }: { acceptsAction: (actionArn: string) => boolean; nowMs: number },
): void {
  switch (type) {
    case 'AWS::CloudWatch::Alarm': {
      const source = { ...properties, AlarmName: physicalId };
      const definition = parseAlarm(source);
      refuseUnknownActions(definition, acceptsAction);
      planned.alarms.push({ definition, source, isProvisioned: true });
      return;
    }
    case 'AWS::CloudWatch::Dashboard': {
      v.parse(dashboardProperties, properties);
      planned.dashboards.push({
        name: physicalId,
        body: String(properties['DashboardBody']),
        modifiedMs: nowMs,
      });
      return;
    }
    default:
      throw new Error('is not supported by this local CloudWatch: only Alarm and Dashboard are');
  }
}

/** An alarm that is as it was is not touched, as in a stack update. */
function putPlanned(alarms: Alarms, planned: readonly NewAlarm[]): void {
  const names = new Set(planned.map(({ definition }) => definition.name));
  for (const { definition, isProvisioned } of alarms.list()) {
    if (isProvisioned && !names.has(definition.name)) alarms.delete(definition.name);
  }
  for (const alarm of planned) {
    const known = alarms.get(alarm.definition.name);
    if (!known?.isProvisioned || !isDeepStrictEqual(known.source, alarm.source)) alarms.put(alarm);
  }
}
