#!/usr/bin/env node
/**
 * The CLI's entry, on whatever Node >= 20 is there. Help needs nothing but its text; everything else runs on Node 24:
 * in this process where it is one, else on the one that npm brought. Plain JavaScript, no dependencies, on purpose.
 */
const args = process.argv.slice(2);
const isHelp = args.length === 0 || (args.length === 1 && ['--help', '-h', 'help'].includes(args[0]));

if (isHelp) {
  const { readFileSync } = await import('node:fs');
  process.stdout.write(readFileSync(new URL('help.txt', import.meta.url), 'utf8'));
} else if (Number(process.versions.node.split('.')[0]) >= 24) {
  await keepCompiled();
  const { run } = await import('./main.ts');
  process.exitCode = await run(args);
} else {
  await runOnBundledNode();
}

/** Types stripped and code compiled once: half of what a command takes to start. Not under /tmp, where others write. */
async function keepCompiled() {
  const { enableCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/artisan', import.meta.url)));
}

async function runOnBundledNode() {
  const { spawn } = await import('node:child_process');
  const { existsSync } = await import('node:fs');
  const { fileURLToPath } = await import('node:url');
  const isWindows = process.platform === 'win32';
  const folder = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const path = `../node_modules/${folder}/bin/${isWindows ? 'node.exe' : 'node'}`;
  const node = fileURLToPath(new URL(path, import.meta.url));
  if (!existsSync(node)) {
    process.stderr.write(
      `artisan: this is Node ${process.versions.node}. Run npm install, which brings Node 24.\n`,
    );
    process.exit(2);
  }
  const flags = ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url)];
  const child = spawn(node, [...flags, ...args], { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches both; that of kill only this one, and a second one would end the child at once.
  process.on('SIGINT', () => child.kill('SIGTERM'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
