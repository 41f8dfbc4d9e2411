import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { selectionsRoute } from './selections.ts';

const environment = parseEnvironment('selections', process.env);
const surroundings = createSurroundings(environment);
const dependencies = createDependencies(environment, surroundings);
await dependencies.warmUp();

export const handler = apiFunction({ 'POST /v1/selections': selectionsRoute(dependencies) }, surroundings);
