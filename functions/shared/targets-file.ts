import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { TARGETS_FILE, targetsConfig, type TargetsConfig } from '../../lib/contracts/targets.ts';

/** @param folder that of the bundle: all of its chunks lie in one. */
export function readTargetsFile(folder: string = import.meta.dirname): TargetsConfig {
  return v.parse(targetsConfig, JSON.parse(readFileSync(join(folder, TARGETS_FILE), 'utf8')));
}
