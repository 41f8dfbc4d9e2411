import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchPrometheus } from '../../../../scripts/lib/fetch-prometheus.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A machine on which the first so many downloads fail, and whose lists may or may not be fetched. */
function aMachine({ failing = 0, mayUpdate = true } = {}) {
  const ran: string[] = [];
  const run = (cwd: string, command: string, args: readonly string[]) => {
    const verb = ['download', 'update'].find((one) => args.includes(one)) ?? command;
    ran.push(verb);
    if (verb === 'update') return Promise.resolve(mayUpdate);
    if (verb === 'download' && ran.filter((one) => one === verb).length <= failing)
      return Promise.resolve(false);
    if (verb === 'download') writeFileSync(join(cwd, 'prometheus_2_amd64.deb'), '');
    else {
      mkdirSync(join(cwd, 'usr/bin'), { recursive: true });
      writeFileSync(join(cwd, 'usr/bin/promtool'), args[1] ?? '');
    }
    return Promise.resolve(true);
  };
  return { ran, run };
}

describe('Prometheus for the tests', () => {
  it('is downloaded and unpacked once', async () => {
    const { ran, run } = aMachine();

    const missing = [await fetchPrometheus(folder, run), await fetchPrometheus(folder, run)];

    expect(missing).toEqual([undefined, undefined]);
    expect(ran).toEqual(['download', 'dpkg-deb']);
  });

  it('is looked for in new lists of packages where the old ones have none', async () => {
    const { ran, run } = aMachine({ failing: 1 });

    expect(await fetchPrometheus(folder, run)).toBeUndefined();
    expect(ran).toEqual(['download', 'update', 'download', 'dpkg-deb']);
  });

  it.each([
    ['lists can not be fetched', { failing: 1, mayUpdate: false }],
    ['there is no network', { failing: 2 }],
  ])('is done without where %s, and says why', async (_where, machine) => {
    expect(await fetchPrometheus(folder, aMachine(machine).run)).toMatch('apt-get could not download it');
  });
});
