import type { Tool } from './run-tool.ts';

/**
 * The static checks: the rules, the budgets and the types of every file; the dependency rule; the form. The longest goes
 * first. What is checked, and how strictly, stands in each tool's own configuration, where editors find it.
 */
export const LINT: readonly Tool[] = [
  { name: 'oxlint', args: [] },
  { name: 'depcruise', args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', '.'] },
  {
    name: 'prettier',
    args: ['--check', '--log-level', 'warn', '.', '--cache', '--cache-location', '.build/prettiercache'],
  },
];
