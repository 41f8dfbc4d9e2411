import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { runsRoutes } from './runs.ts';

const environment = parseEnvironment('runs', process.env);
const surroundings = createSurroundings(environment);

export const handler = apiFunction(runsRoutes(createDependencies(environment, surroundings)), surroundings);
