import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { reportAnswer, type ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import { markdownReport } from '../../lib/rendering/markdown-report.ts';
import { entropyPlot, splitPlot } from '../../lib/rendering/svg-plots.ts';
import { terminalReport } from '../../lib/rendering/terminal-report.ts';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody } from '../../rehearsal/credentials.ts';
import type { RehearsalOptions } from './rehearse.ts';

/** What the launch has taken, in whole minutes: windows are no shorter, and end a little late. */
const minutesSoFar = (): number => Math.ceil(process.uptime() / 60) + 1;

/** Prints what the API reports of the rehearsed launch, and keeps it in a folder if one is named. */
export async function reportLaunch({
  stack,
  options,
}: Pick<RehearsalOptions, 'stack' | 'options'>): Promise<void> {
  const client = new ApiClient(stack.url, { connections: 1 });
  try {
    const viewer = options.noAuth ? nobody : bearer(await stack.tokenOf('viewer'));
    const path = `/v1/report?window=${minutesSoFar()}m`;
    const report = v.parse(reportAnswer, (await client.call(viewer, { method: 'GET', path })).body);
    process.stdout.write(`\n${terminalReport(report)}`);
    if (options.out !== undefined) keepReport(options.out, report);
  } catch (error) {
    process.stderr.write(`artisan: there is no report: ${String(error)}\n`);
  } finally {
    client.close();
  }
}

/** report.json, report.md and a plot for each chart. */
export function keepReport(folder: string, report: ReportAnswer): void {
  const plots = {
    'split.svg': splitPlot(report.charts.split),
    'entropy.svg': entropyPlot(report.charts.entropy),
  };
  const files = {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'report.md': markdownReport(report, Object.keys(plots)),
    ...plots,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  process.stderr.write(`artisan: the report is in ${folder}\n`);
}
