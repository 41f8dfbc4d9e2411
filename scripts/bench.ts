/**
 * `npm run bench`: measures, prints, and ends with 1 when a limit is broken. `npm run bench -- operations` runs one;
 * with `--write` the result is kept in docs/benchmarks.md.
 */
import { parseArgs } from 'node:util';
import { isBroken, type Bench, type Result } from '../bench/bench.ts';
import { BENCHES } from '../bench/benches.ts';
import { keep } from '../bench/report/keep.ts';
import { machine } from '../bench/report/machine.ts';
import { textTable } from '../bench/report/table.ts';
import { runScript, UsageError } from './lib/run-script.ts';

await runScript(async () => {
  const args = process.argv.slice(2);
  const { benches, isKept } = parseArguments(args);
  const results: Result[] = [];
  for (const bench of benches) {
    process.stderr.write(`artisan: measuring: ${bench.title}\n`);
    const rows = await bench.run();
    process.stdout.write(`\n${bench.title}\n${textTable(rows)}`);
    results.push({ bench, rows });
  }
  if (isKept)
    await keepResults(results, ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '));
  process.exitCode = results.some(({ rows }) => rows.some(isBroken)) ? 1 : 0;
});

function parseArguments(args: readonly string[]): { benches: readonly Bench[]; isKept: boolean } {
  const { values, positionals } = parse(args);
  const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0)
    throw new UsageError(
      `No bench is called ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`,
    );
  const chosen = Object.entries(BENCHES).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  );
  return { benches: chosen.map(([, bench]) => bench), isKept: values.write };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { write: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function keepResults(results: readonly Result[], command: string): Promise<void> {
  const titles = Object.values(BENCHES).map(({ title }) => title);
  const date = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  await keep({ results, date, machine: machine(), command }, titles);
}
