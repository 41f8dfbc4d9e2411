import { ROUTES } from '../../lib/contracts/routes.ts';
import { ProblemError } from '../shared/problem.ts';
import { route } from '../shared/route.ts';

export interface Release {
  readonly stage: string;
  readonly version: string;
}

/** Whether the API answers, which release it is, and what is answered where nothing is. */
export function statusRoutes({ stage, version }: Release) {
  return {
    'GET /health': route({ handle: () => ({ status: 200, body: { status: 'ok' } }) }),
    'GET /version': route({ handle: () => ({ status: 200, body: { version, stage } }) }),
    $default: route({
      handle: ({ method, rawPath }) => {
        const allowed = methodsAt(rawPath);
        if (allowed.length === 0) throw new ProblemError('not_found', `There is no ${rawPath}`);
        const detail = `${rawPath} takes ${allowed.join(', ')}, not ${method}`;
        throw new ProblemError('method_not_allowed', detail, { headers: { allow: allowed.join(', ') } });
      },
    }),
  };
}

function methodsAt(path: string): readonly string[] {
  const keys = Object.keys(ROUTES).map((key) => key.split(' '));
  return keys.flatMap(([method = '', template]) => (template && matches(template, path) ? [method] : []));
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith('{') || part === given[index])
  );
}
