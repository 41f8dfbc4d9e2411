import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { trainingRoutes } from './training.ts';

const environment = parseEnvironment('training', process.env);
const surroundings = createSurroundings(environment);

export const handler = apiFunction(
  trainingRoutes(createDependencies(environment, surroundings)),
  surroundings,
);
