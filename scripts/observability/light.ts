import type { AlarmRow } from '../../cdk/monitoring/alarm-row.ts';
import { ruleOf } from './rules.ts';

/** 1 while the condition of a rule holds, 0 while it does not, and nothing while nobody knows. */
export function lightOf(row: AlarmRow): string {
  const { expr, knownBy } = ruleOf(row);
  return `count(${expr}) > bool 0 or 0 * count(${knownBy})`;
}
