import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { DOCUMENT_FILE } from '../../lib/contracts/names.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { documentRoutes } from './document.ts';
import { statusRoutes } from './status.ts';

const environment = parseEnvironment('status', process.env);
/** All chunks of a bundle lie in one folder, and CDK puts the document there. */
const document = () => readFileSync(join(import.meta.dirname, DOCUMENT_FILE), 'utf8');
const release = { stage: environment.STAGE, version: environment.VERSION };
const routes = { ...statusRoutes(release), ...documentRoutes(document) };

export const handler = apiFunction(routes, createSurroundings(environment));
