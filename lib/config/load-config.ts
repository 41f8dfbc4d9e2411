import type { Config } from './config.ts';
import { InvalidConfigError } from './invalid-config-error.ts';
import { parseConfig } from './parse-config.ts';
import { readConfigFolder } from './source/read-folder.ts';

/**
 * Reads, overrides and checks the configuration of one stage.
 * @param folder holds the shared files and `stages/<stage>.yaml`.
 * @throws InvalidConfigError with every problem of every file, one line each.
 */
export function loadConfig({ folder, stage }: { folder: string; stage: string }): Config {
  const parsed = parseConfig(readConfigFolder(folder), stage);
  if ('problems' in parsed) throw new InvalidConfigError(folder, parsed.problems);
  return parsed.config;
}
