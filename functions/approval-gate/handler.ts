import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { taskFunction } from '../shared/task-function.ts';
import { approvalGate } from './approval-gate.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('approval-gate', process.env);
const surroundings = createSurroundings(environment);

export const handler = taskFunction(
  approvalGate(createDependencies(environment, surroundings)),
  surroundings,
);
