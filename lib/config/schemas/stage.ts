import * as v from 'valibot';
import { addressBlocks } from '../../contracts/outbound.ts';
import { flag, oneOf } from '../values/choices.ts';
import { alarmPeriod } from '../values/duration.ts';
import { integerFrom } from '../values/integers.ts';
import { configFile } from '../check/rule.ts';

/** CloudWatch Logs, PutRetentionPolicy, "retentionInDays": no other number is taken. */
const logRetentionDays = oneOf(
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
);

/** What only a stage can say of itself: the root key `stage` of configs/stages/*.yaml. */
export const stageSettings = configFile(
  v.strictObject({
    deletion_protection: flag,
    log_retention_days: logRetentionDays,
    throttle: v.strictObject({ rate_per_second: integerFrom(1), burst: integerFrom(1) }),
    alarm_period: alarmPeriod,
    internal_addresses: addressBlocks,
  }),
  [],
);
