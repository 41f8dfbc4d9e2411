import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { approvalsRoutes } from './approvals.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('approvals', process.env);
const surroundings = createSurroundings(environment);

export const handler = apiFunction(
  approvalsRoutes(createDependencies(environment, surroundings)),
  surroundings,
);
