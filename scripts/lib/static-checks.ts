import type { Tool } from './run-tool.ts';

/** eslint with the budgets, the dependency rule, and the form of every file. The longest goes first. */
export const LINT: readonly Tool[] = [
  {
    name: 'eslint',
    args: ['.', '--max-warnings', '0', '--cache', '--cache-location', '.build/eslintcache'],
  },
  { name: 'depcruise', args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', '.'] },
  {
    name: 'prettier',
    args: ['--check', '--log-level', 'warn', '.', '--cache', '--cache-location', '.build/prettiercache'],
  },
];

/** The console is a program of its own: it alone knows of a browser. */
export const TYPES: readonly Tool[] = [
  { name: 'tsc', args: ['--noEmit'] },
  { name: 'tsc', args: ['--noEmit', '-p', 'console'] },
];
