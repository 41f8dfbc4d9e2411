import * as v from 'valibot';
import { addressBlocks } from '../../contracts/outbound.ts';
import { flag, oneOf } from '../values/choices.ts';
import { alarmPeriod } from '../values/duration.ts';
import { integerFrom } from '../values/integers.ts';
import { configFile, rule } from '../check/rule.ts';

/** CloudWatch Logs, PutRetentionPolicy, "retentionInDays": no other number is taken. */
const logRetentionDays = oneOf(
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
);

function idsOf(kind: 'subnet' | 'sg', description: string) {
  return v.pipe(
    v.array(v.pipe(v.string(), v.regex(new RegExp(`^${kind}-[0-9a-f]{8,17}$`)))),
    v.check((ids) => new Set(ids).size === ids.length),
    v.description(description),
  );
}

/** Empty lists: no function joins a VPC. */
const vpc = v.strictObject({
  subnets: idsOf('subnet', 'a list of subnets, such as [subnet-0a1b2c3d]'),
  security_groups: idsOf('sg', 'a list of security groups, such as [sg-0a1b2c3d]'),
});

const bothOrNeither = rule(v.object({ vpc }), ({ vpc: { subnets, security_groups: groups } }) => {
  if ((subnets.length === 0) === (groups.length === 0)) return [];
  return [{ path: ['vpc'], found: 'one list that is empty', allowed: 'both lists with ids, or both empty' }];
});

/** What only a stage can say of itself: the root key `stage` of configs/stages/*.yaml. */
export const stageSettings = configFile(
  v.strictObject({
    deletion_protection: flag,
    log_retention_days: logRetentionDays,
    throttle: v.strictObject({ rate_per_second: integerFrom(1), burst: integerFrom(1) }),
    alarm_period: alarmPeriod,
    internal_addresses: addressBlocks,
    vpc,
  }),
  [bothOrNeither],
);
