import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { distributionRoutes } from './distribution.ts';
import { trafficRoutes } from './traffic.ts';

const environment = parseEnvironment('traffic', process.env);
const dependencies = createDependencies(environment);
const routes = { ...trafficRoutes(dependencies), ...distributionRoutes(dependencies) };

export const handler = apiFunction(routes, createSurroundings(environment));
