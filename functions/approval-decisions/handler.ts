import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { taskFunction } from '../shared/task-function.ts';
import { approvalDecisions } from './approval-decisions.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('approval-decisions', process.env);
const surroundings = createSurroundings(environment);

export const handler = taskFunction(
  approvalDecisions(createDependencies(environment, surroundings)),
  surroundings,
);
