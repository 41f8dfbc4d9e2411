import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { checkpointRoutes } from './checkpoints.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('checkpoints', process.env);
const surroundings = createSurroundings(environment);

export const handler = apiFunction(
  checkpointRoutes(createDependencies(environment, surroundings)),
  surroundings,
);
