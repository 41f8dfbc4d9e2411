import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import { markdownReport } from '../../lib/rendering/markdown-report.ts';
import { entropyPlot, splitPlot } from '../../lib/rendering/svg-plots.ts';

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
}
