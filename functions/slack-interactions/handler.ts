import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { interactionsRoute } from './slack-interactions.ts';

const environment = parseEnvironment('slack-interactions', process.env);
const surroundings = createSurroundings(environment);
const interactions = interactionsRoute(createDependencies(environment, surroundings));

export const handler = apiFunction({ 'POST /v1/slack/interactions': interactions }, surroundings);
