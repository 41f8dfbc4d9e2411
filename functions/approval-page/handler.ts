import { readFileSync } from 'node:fs';
import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { approvalPageRoutes } from './approval-page.ts';

const environment = parseEnvironment('approval-page', process.env);
const surroundings = createSurroundings(environment);
/** The bundle has its folder `page` beside it, as this file has. */
const read = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');

export const handler = apiFunction(approvalPageRoutes(environment, read), surroundings);
