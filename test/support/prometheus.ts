import { spawnSync } from 'node:child_process';

/** Whether Debian's prometheus, which brings promtool, is on this machine. */
export const hasPrometheus = ['promtool', 'prometheus'].every(
  (tool) => spawnSync(tool, ['--version']).status === 0,
);

/** `npm test` has tried to bring them, and says why it could not. */
export const WITHOUT_PROMETHEUS =
  process.env['ARTISAN_WITHOUT_PROMETHEUS'] ??
  'neither promtool nor prometheus is installed: apt-get install prometheus';
