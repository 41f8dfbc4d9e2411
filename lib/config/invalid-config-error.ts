import { ArtisanError } from '../shared/errors.ts';
import { formatProblem } from './problem.ts';
import type { Problem } from './problem.ts';

/** A damaged file can have thousands; a terminal shows this many, `problems` holds them all. */
const PROBLEMS_IN_MESSAGE = 50;

/** Every problem of every configuration file at once, one line each in the message. */
export class InvalidConfigError extends ArtisanError {
  override readonly name = 'InvalidConfigError';
  readonly problems: readonly Problem[];

  constructor(folder: string, problems: readonly Problem[]) {
    super([headline(folder, problems.length), ...lines(problems)].join('\n'));
    this.problems = problems;
  }
}

function headline(folder: string, count: number): string {
  return `The configuration in ${folder} has ${count === 1 ? '1 problem' : `${count} problems`}:`;
}

function lines(problems: readonly Problem[]): string[] {
  const shown = problems.slice(0, PROBLEMS_IN_MESSAGE).map((problem) => `  ${formatProblem(problem)}`);
  const hidden = problems.length - shown.length;
  return hidden > 0 ? [...shown, `  and ${hidden} more`] : shown;
}
