import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createLogger, writeLine } from '../shared/log.ts';
import { createDependencies } from './dependencies.ts';
import { selectionsRoute } from './selections.ts';

const log = createLogger(writeLine);
const dependencies = createDependencies(parseEnvironment('selections', process.env), log);
// One cheap read each before the first request: it moves the connection's set-up into the init phase.
await Promise.all([dependencies.settings(), dependencies.signingKey()]);

export const handler = apiFunction({ 'POST /v1/selections': selectionsRoute(dependencies) }, log);
