import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { incidentsRoutes } from './incidents.ts';

const environment = parseEnvironment('incidents', process.env);

export const handler = apiFunction(
  incidentsRoutes(createDependencies(environment)),
  createSurroundings(environment),
);
