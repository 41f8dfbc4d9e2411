/** `npm run lint`. Says nothing when there is nothing to say. */
import { runAll } from './lib/run-tool.ts';
import { LINT } from './lib/static-checks.ts';

const results = await runAll(LINT);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
