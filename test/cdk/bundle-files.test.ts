import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runbooksFile } from '../../functions/shared/runbooks-file.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { runbooksOf } from '../../lib/config/runbooks.ts';
import { assemblyOf, bundlesFolder } from '../support/built.ts';

const folder = assemblyOf('local');

/** Folders in the assembly that hold the code of a function. */
const withRunbooks = readdirSync(folder)
  .map((name) => join(folder, name))
  .filter((path) => existsSync(join(path, 'runbooks.json')));

describe('a function that asks for the runbooks', () => {
  it('finds them beside its bundle, as the configuration has them', () => {
    const config = loadConfig({ folder: 'configs', stage: 'local' });

    expect(withRunbooks.length).toBeGreaterThan(0);
    for (const path of withRunbooks) {
      expect(runbooksFile(path)()).toEqual(runbooksOf(config));
      expect(existsSync(join(path, 'handler.mjs'))).toBe(true);
    }
  });

  it('leaves the bundles themselves as they are', () => {
    const bundles = readdirSync(bundlesFolder());

    expect(bundles.filter((name) => existsSync(join(bundlesFolder(), name, 'runbooks.json')))).toEqual([]);
  });
});
