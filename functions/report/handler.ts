import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { reportRoutes } from './report.ts';

const environment = parseEnvironment('report', process.env);
const surroundings = createSurroundings(environment);

export const handler = apiFunction(reportRoutes(createDependencies(environment, surroundings)), surroundings);
