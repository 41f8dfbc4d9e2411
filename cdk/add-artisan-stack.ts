import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import * as v from 'valibot';
import { loadConfig } from '../lib/config/load-config.ts';
import { ArtisanStack } from './artisan-stack.ts';

const ROOT = join(import.meta.dirname, '..');

export interface ArtisanStackOptions {
  /** Names a file of configs/stages. */
  readonly stage: string;
  readonly configsFolder?: string;
  /** Holds a folder for each function. */
  readonly bundlesFolder?: string;
}

/**
 * One stack a stage: deployed, changed and torn down as a whole.
 * @throws InvalidConfigError with every problem of the configuration
 */
export function addArtisanStack(app: App, options: ArtisanStackOptions): ArtisanStack {
  const {
    stage,
    configsFolder = join(ROOT, 'configs'),
    bundlesFolder = join(ROOT, '.build/functions'),
  } = options;
  const config = loadConfig({ folder: configsFolder, stage });
  return new ArtisanStack(app, `artisan-${stage}`, { config, version: versionOfPackage(), bundlesFolder });
}

function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return v.parse(v.object({ version: v.string() }), manifest).version;
}
