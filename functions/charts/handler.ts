import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { chartRoutes } from './charts.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('charts', process.env);

export const handler = apiFunction(
  chartRoutes(createDependencies(environment)),
  createSurroundings(environment),
);
