import { configFile } from '../../check/rule.ts';
import { targetRules } from './rules.ts';
import { targets } from './sections.ts';

/** What runbooks act on, and by which way. Durations are milliseconds. */
export const targetsFile = configFile(targets, targetRules);
