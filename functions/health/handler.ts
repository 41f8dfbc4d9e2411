import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { healthRoutes } from './health.ts';

const environment = parseEnvironment('health', process.env);

export const handler = apiFunction(
  healthRoutes(createDependencies(environment)),
  createSurroundings(environment),
);
