import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { statusRoutes } from './status.ts';

const environment = parseEnvironment('status', process.env);
const routes = statusRoutes({ stage: environment.STAGE, version: environment.VERSION });

export const handler = apiFunction(routes, createSurroundings(environment));
