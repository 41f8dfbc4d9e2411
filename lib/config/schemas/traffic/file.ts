import * as v from 'valibot';
import { configFile } from '../../check/rule.ts';
import { downshiftRules } from './downshift-rules.ts';
import { modeRules } from './mode-rules.ts';
import { modelRules } from './model-rules.ts';
import { timingRules } from './timing-rules.ts';
import { traffic } from './sections.ts';

/** Which mode answers a request, and when another one does instead. Durations are milliseconds. */
export const trafficDistribution = configFile(v.strictObject(traffic), [
  ...modeRules,
  ...downshiftRules,
  ...modelRules,
  ...timingRules,
]);
