import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const FOLDER = '.build/prometheus';
/** Rather without Prometheus than hanging: 30 MB take a few seconds, and without a network it fails at once. */
const LONGEST_MS = 60_000;
const QUICK = ['-qq', '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10'];

/** Whether a command in a folder succeeded. Never rejects. */
export type Runner = (folder: string, command: string, args: readonly string[]) => Promise<boolean>;

/**
 * What tests find Debian's prometheus and promtool by: both are unpacked beside the build where they are not installed,
 * so no service begins to run, and nobody has to be root. Where that can't be, the reason, for the tests that are skipped.
 */
export async function environmentOfPrometheus(): Promise<Readonly<Record<string, string>>> {
  const isInstalled = ['promtool', 'prometheus'].every(
    (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (isInstalled) return {};
  const missing = await fetchPrometheus(resolve(FOLDER), runQuickly);
  if (missing !== undefined) return { ARTISAN_WITHOUT_PROMETHEUS: missing };
  return { PATH: [binOf(resolve(FOLDER)), process.env['PATH'] ?? ''].join(delimiter) };
}

/** Answers with what is in the way; undefined once it is there. */
export async function fetchPrometheus(folder: string, run: Runner): Promise<string | undefined> {
  if (existsSync(join(binOf(folder), 'promtool'))) return undefined;
  mkdirSync(folder, { recursive: true });
  const download = () => run(folder, 'apt-get', [...QUICK, 'download', 'prometheus']);
  // A container may have no lists of packages yet; only root may fetch them.
  const isThere =
    (await download()) || ((await run(folder, 'apt-get', [...QUICK, 'update'])) && (await download()));
  if (!isThere) return 'prometheus is not installed, and apt-get could not download it';
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb')) ?? '';
  if (await run(folder, 'dpkg-deb', ['--extract', archive, folder])) return undefined;
  return 'prometheus is not installed, and dpkg-deb could not unpack it';
}

const binOf = (folder: string): string => join(folder, 'usr/bin');

const runQuickly: Runner = (cwd, command, args) =>
  new Promise((settle) => {
    const child = spawn(command, args, { cwd, stdio: 'ignore', timeout: LONGEST_MS, killSignal: 'SIGKILL' });
    child.once('error', () => {
      settle(false);
    });
    child.once('exit', (code) => {
      settle(code === 0);
    });
  });
