/**
 * `npm run bench`: measures, prints, and ends with 1 when a limit is broken. `npm run bench -- operations` runs one, and
 * `npm run bench -- scenarios` rehearses each scenario several times; with `--write` the result is kept in
 * docs/benchmarks.md.
 */
import { isBroken, type Bench } from '../bench/bench.ts';
import { BENCHES } from '../bench/benches.ts';
import type { Section } from '../bench/report/document.ts';
import { keep } from '../bench/report/keep.ts';
import { benchTable, textOf } from '../bench/report/table.ts';
import { isGood } from '../bench/scenarios/outcome.ts';
import { rehearseAll, sectionOf, troublesOf } from '../bench/scenarios/scenarios.ts';
import { scenarioNames } from '../lib/config/load-scenario.ts';
import { parseBenchOptions, usageOf, type BenchOptions } from './bench/options.ts';
import { runScript } from './lib/run-script.ts';
import { asksForHelp } from './start/options.ts';
import { stopSignal } from './start/stop-signal.ts';

interface Measured {
  readonly section: Section;
  readonly isGood: boolean;
}

await runScript(async () => {
  const args = process.argv.slice(2);
  const benches = Object.keys(BENCHES);
  if (asksForHelp(args)) {
    process.stdout.write(`${usageOf(benches)}\n`);
    return;
  }
  const options = parseBenchOptions(args, { benches, scenarios: scenarioNames('configs') });
  const measured: Measured[] = [];
  for (const [name, bench] of Object.entries(BENCHES))
    if (options.benches.includes(name)) measured.push(await measure(bench));
  if (options.scenarios.length > 0) measured.push(...(await rehearse(options)));
  if (options.isKept && measured.length > 0)
    await keep(
      measured.map(({ section }) => section),
      ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    );
  process.exitCode ??= measured.every((one) => one.isGood) ? 0 : 1;
});

async function measure(bench: Bench): Promise<Measured> {
  process.stderr.write(`artisan: measuring: ${bench.title}\n`);
  const rows = await bench.run();
  const table = benchTable(rows);
  process.stdout.write(`\n${bench.title}\n${textOf(table)}`);
  return { section: { ...bench, table }, isGood: !rows.some(isBroken) };
}

/** Nothing, when it was stopped. */
async function rehearse({ scenarios, times }: BenchOptions): Promise<readonly Measured[]> {
  const stop = stopSignal();
  const outcomes = await rehearseAll({ scenarios, times, stop });
  if (stop.aborted) {
    process.exitCode = 130;
    return [];
  }
  const section = sectionOf(outcomes);
  process.stdout.write(`\n${section.title}\n${textOf(section.table)}${troublesOf(outcomes)}`);
  return [{ section, isGood: outcomes.every(isGood) }];
}
