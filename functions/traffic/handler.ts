import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createLogger, writeLine } from '../shared/log.ts';
import { createDependencies } from './dependencies.ts';
import { distributionRoutes } from './distribution.ts';
import { trafficRoutes } from './traffic.ts';

const dependencies = createDependencies(parseEnvironment('traffic', process.env));

export const handler = apiFunction(
  { ...trafficRoutes(dependencies), ...distributionRoutes(dependencies) },
  createLogger(writeLine),
);
