/** `npm run observability`: writes what is made of the table of signals, for Prometheus and Grafana. */
import { writeFileSync } from 'node:fs';
import { observabilityFiles } from './observability/files.ts';

for (const [path, text] of Object.entries(observabilityFiles())) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
