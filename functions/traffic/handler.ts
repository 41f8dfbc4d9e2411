import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { breakerRoutes } from './breakers.ts';
import { createDependencies } from './dependencies.ts';
import { distributionRoutes } from './distribution.ts';
import { trafficRoutes } from './traffic.ts';

const environment = parseEnvironment('traffic', process.env);
const surroundings = createSurroundings(environment);
const dependencies = createDependencies(environment, surroundings);
const routes = {
  ...trafficRoutes(dependencies),
  ...breakerRoutes(dependencies),
  ...distributionRoutes(dependencies),
};

export const handler = apiFunction(routes, surroundings);
