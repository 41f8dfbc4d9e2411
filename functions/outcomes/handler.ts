import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { outcomesRoute } from './outcomes.ts';

const environment = parseEnvironment('outcomes', process.env);
const surroundings = createSurroundings(environment);
const dependencies = createDependencies(environment, surroundings);
await dependencies.warmUp();

export const handler = apiFunction({ 'POST /v1/outcomes': outcomesRoute(dependencies) }, surroundings);
