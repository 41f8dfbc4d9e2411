/** `npm run lint`: eslint with the budgets, the dependency rule, and the form of every file. */
import { run } from './lib/run-tool.ts';

const results = [
  run('eslint', ['.', '--max-warnings', '0', '--cache', '--cache-location', '.build/eslintcache']),
  run('depcruise', ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', '.']),
  run('prettier', [
    '--check',
    '--log-level',
    'warn',
    '.',
    '--cache',
    '--cache-location',
    '.build/prettiercache',
  ]),
];
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
