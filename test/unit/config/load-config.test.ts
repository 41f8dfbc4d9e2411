import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidConfigError } from '../../../lib/config/invalid-config-error.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { ArtisanError } from '../../../lib/shared/errors.ts';
import { CONFIG_FOLDER } from './a-config.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'configs-'));
  cpSync(CONFIG_FOLDER, folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function refusalOf(stage: string, from: string = folder): InvalidConfigError {
  try {
    loadConfig({ folder: from, stage });
  } catch (error) {
    if (error instanceof InvalidConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('loading a configuration', () => {
  it.each(['local', 'rehearsal', 'prod'])('reads the shipped files for stage %s', (stage) => {
    const config = loadConfig({ folder, stage });

    expect(config.stage.name).toBe(stage);
  });

  it('reads and ignores what is no YAML beside them', () => {
    writeFileSync(join(folder, 'stages', 'notes.txt'), 'a');
    writeFileSync(join(folder, '.traffic_distribution.yaml.swp'), 'a');

    const config = loadConfig({ folder, stage: 'local' });

    expect(config.traffic_distribution.modes).toEqual({ fast: 60, balanced: 30, creative: 10 });
  });

  it('tells every problem of every file at once', () => {
    writeFileSync(join(folder, 'ppo_schedule.yaml'), 'ppo_schedule: [');
    writeFileSync(join(folder, 'reward_normalization.yaml'), '');
    rmSync(join(folder, 'checkpoint_strategy.yaml'));
    writeFileSync(join(folder, 'stages', 'local.yaml'), 'stage: 5\nppo_schedule: {gamma: 1}');

    const error = refusalOf('local');

    expect(error).toBeInstanceOf(ArtisanError);
    expect(error.name).toBe('InvalidConfigError');
    expect(error.problems.map(({ file, path }) => `${file} ${path}`)).toEqual([
      'ppo_schedule.yaml line 1, column 16',
      'checkpoint_strategy.yaml checkpoint_strategy',
      'reward_normalization.yaml reward_normalization',
      'stages/local.yaml ppo_schedule.gamma',
      'stages/local.yaml stage',
    ]);
    expect(error.message.split('\n')[0]).toBe(`The configuration in ${folder} has 5 problems:`);
    expect(error.message.split('\n')).toContain(
      '  checkpoint_strategy.yaml: checkpoint_strategy: found no such file, allowed a file with the root key checkpoint_strategy',
    );
  });

  it('shows the first fifty of very many problems and keeps them all', () => {
    const keys = Array.from({ length: 60 }, (_, index) => `  key${index}: 1`);
    writeFileSync(join(folder, 'stages', 'local.yaml'), ['stage:', ...keys].join('\n'));

    const error = refusalOf('local');

    expect(error.problems).toHaveLength(66);
    expect(error.message.split('\n')).toHaveLength(52);
    expect(error.message).toMatch(/\n {2}and 16 more$/);
  });

  it('names the stages there are when asked for another', () => {
    const error = refusalOf('../stages/local');

    expect(error.problems).toEqual([
      {
        file: 'stages/../stages/local.yaml',
        path: 'stage',
        found: 'no such stage',
        allowed: 'local, prod, rehearsal',
      },
    ]);
  });

  it('says so when a folder does not exist', () => {
    const error = refusalOf('local', join(folder, 'nowhere'));

    expect(error.message).toBe(
      `The configuration in ${join(folder, 'nowhere')} has 1 problem:\n  .: file system: found ENOENT, allowed a file or folder that can be read`,
    );
  });

  it('says so when a file cannot be read', () => {
    rmSync(join(folder, 'ppo_schedule.yaml'));
    mkdirSync(join(folder, 'ppo_schedule.yaml'));

    const error = refusalOf('local');

    expect(error.problems).toEqual([
      {
        file: 'ppo_schedule.yaml',
        path: 'file system',
        found: 'EISDIR',
        allowed: 'a file or folder that can be read',
      },
    ]);
  });
});
