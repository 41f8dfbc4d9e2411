import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { metricsRoute } from './metrics.ts';

const environment = parseEnvironment('metrics', process.env);
const surroundings = createSurroundings(environment);
const dependencies = createDependencies(environment, surroundings);

export const handler = apiFunction({ 'GET /metrics': metricsRoute(dependencies) }, surroundings);
