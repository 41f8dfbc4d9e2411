import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { apiFunction } from '../shared/api-function.ts';
import { createLogger, writeLine } from '../shared/log.ts';
import { statusRoutes } from './status.ts';

const { STAGE: stage, VERSION: version } = parseEnvironment('status', process.env);

export const handler = apiFunction(statusRoutes({ stage, version }), createLogger(writeLine));
