/** `npm run lint`. Says nothing when there is nothing to say. */
import { lint } from './lib/static-checks.ts';

process.exitCode = lint().every(({ ok }) => ok) ? 0 : 1;
