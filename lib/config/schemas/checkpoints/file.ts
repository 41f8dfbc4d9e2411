import * as v from 'valibot';
import { configFile } from '../../check/rule.ts';
import { checkpointRules } from './rules.ts';
import { checkpoints } from './sections.ts';

/** What is saved, kept and gone back to. Windows and frequencies count steps, durations are milliseconds. */
export const checkpointStrategy = configFile(v.strictObject(checkpoints), checkpointRules);
