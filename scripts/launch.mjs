/**
 * The first thing every command runs, on whatever Node >= 20 is there: installs what is missing, then hands
 * over to scripts/<command>.ts on Node 24 (which npm brought). Plain JavaScript, no dependencies, on purpose.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = 20;
const OUR_NODE = 24;

function fail(sentence) {
  process.stderr.write(`artisan: ${sentence}\n`);
  process.exit(2);
}

const major = (version) => Number(version.split('.')[0]);

/** True when node_modules holds exactly what the lock file names (optional packages may be absent). */
function isInstalled() {
  const read = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  const wanted = read('package-lock.json');
  const present = read('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || present[path]?.version === version || (!present[path] && (optional || devOptional)),
  );
}

function install() {
  process.stderr.write('artisan: installing packages (once, about a minute)\n');
  // --loglevel=error: npm warns that some packages want a newer Node, which is the one it is just bringing.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(npm, flags, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) fail(`npm ci failed (${error?.message ?? `exit ${status}`}): see above.`);
}

function findNode() {
  if (major(process.versions.node) >= OUR_NODE) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = join(ROOT, `node_modules/node-${platform}-${process.arch}/bin/${binary}`);
  if (existsSync(bundled)) return bundled;
  return fail(
    `this is Node ${process.versions.node}, Artisan runs on Node ${OUR_NODE}, and npm has no Node ${OUR_NODE} ` +
      `package for ${process.platform}-${process.arch}. Install Node ${OUR_NODE} from nodejs.org, then run this again.`,
  );
}

const [command, ...args] = process.argv.slice(2);
if (major(process.versions.node) < OLDEST_NODE) {
  fail(
    `this is Node ${process.versions.node}, Artisan needs Node >= ${OLDEST_NODE}. Install it from nodejs.org.`,
  );
}
if (!isInstalled()) install();

const flags = ['--disable-warning=ExperimentalWarning'];
// Sources are TypeScript: stripped and compiled once instead of at each start, which saves a second.
const env = { NODE_COMPILE_CACHE: join(ROOT, '.build/compile-cache'), ...process.env };
const child = spawn(findNode(), [...flags, join(ROOT, `scripts/${command}.ts`), ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env,
});
// The child decides when to stop, and we report how it ended. A terminal's Ctrl-C reaches it as well, but that of a
// supervisor or of kill only reaches us. Windows has no signals: kill would end the child before it can stop.
process.on('SIGINT', () => process.platform !== 'win32' && child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
child.on('error', (error) => fail(`could not start ${command}: ${error.message}`));
