import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { consoleRoutes } from './console.ts';
import { readFiles } from './read-files.ts';

const environment = parseEnvironment('console', process.env);
/** The bundle has the built console beside it: scripts/lib/bundle-console.ts. */
const files = readFiles(new URL('./page/', import.meta.url));

export const handler = apiFunction(consoleRoutes(environment, files), createSurroundings(environment));
