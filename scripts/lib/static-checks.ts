import { run, type ToolResult } from './run-tool.ts';

/** eslint with the budgets, the dependency rule, and the form of every file. */
export function lint(): readonly ToolResult[] {
  return [
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
}
