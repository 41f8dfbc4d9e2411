import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { runbooksRoutes } from './runbooks.ts';

const environment = parseEnvironment('runbooks', process.env);
const surroundings = createSurroundings(environment);

export const handler = apiFunction(
  runbooksRoutes(createDependencies(environment, surroundings)),
  surroundings,
);
