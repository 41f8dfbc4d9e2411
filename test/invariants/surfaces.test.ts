import { readdirSync } from 'node:fs';
import { routeOf, type RouteKey } from '../../lib/contracts/route-of.ts';
import { ROLES } from '../../lib/contracts/names.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { maySend } from '../../console/session/who.ts';
import { commandsSent, type Sent } from '../support/roles/commands-sent.ts';
import { CONSOLE_ACTIONS } from '../support/roles/console-actions.ts';
import { lackOf, MUTATING } from '../support/roles/refusing-api.ts';
import { filesIn } from './source-files.ts';

const ITS_TRAINER = 'a trainer reports it, signed, with no person at it';
const SLACK = 'Slack signs what it sends';
const NO_PERSON = {
  'POST /v1/outcomes': 'the containers that answered report it, signed',
  'POST /v1/runs': ITS_TRAINER,
  'POST /v1/runs/{run}/metrics': ITS_TRAINER,
  'POST /v1/runs/{run}/acks': ITS_TRAINER,
  'POST /v1/runs/{run}/finish': ITS_TRAINER,
  'POST /v1/runs/{run}/checkpoints': ITS_TRAINER,
  'POST /v1/runs/{run}/checkpoints/{step}/commit': ITS_TRAINER,
  'POST /v1/slack/interactions': SLACK,
} satisfies Partial<Record<RouteKey, string>>;

/** Routes that change something and are offered elsewhere, with the reason. */
const NOT_OFFERED: Readonly<Record<'cli' | 'console', Partial<Readonly<Record<RouteKey, string>>>>> = {
  cli: NO_PERSON,
  console: {
    ...NO_PERSON,
    'POST /v1/selections': 'a page holds no AWS credentials to sign with',
    'POST /v1/incidents': 'who sees something that nothing else saw opens one by the CLI or the API',
  },
};

let sent: readonly Sent[];
beforeAll(async () => {
  sent = await commandsSent();
});

const consoleRoutes = Object.values(CONSOLE_ACTIONS)
  .flat()
  .map(({ call }) => call({}))
  .map(({ method, path }) => routeOf(method, path));

describe.each(MUTATING)('%s', (route) => {
  it('is offered by the CLI, or a reason says why not', () => {
    const isOffered = sent.some(({ routes }) => routes.includes(route));

    expect(isOffered).toBe(NOT_OFFERED.cli[route] === undefined);
  });

  it('is offered by the console, or a reason says why not', () => {
    expect(consoleRoutes.includes(route)).toBe(NOT_OFFERED.console[route] === undefined);
  });
});

describe('the CLI', () => {
  it('changes something by commands that ask, and by two that need no question', () => {
    const asking = sent.filter(({ command: { options = {} } }) => 'yes' in options);
    const changing = sent.filter(({ routes }) => routes.length > 0);

    expect(changing.filter((one) => !asking.includes(one)).map(({ command }) => command.name)).toEqual([
      'select',
      'checkpoints download',
    ]);
    expect(asking.filter((one) => !changing.includes(one))).toEqual([]);
  });

  it('sends one request each, to a route of the contract, and ends with 4 and the words of a refusal', () => {
    const refused = sent.filter(({ routes }) => routes.length > 0);

    for (const { command, routes, ended } of refused) {
      const [route] = routes;
      if (route === undefined) throw new Error(`${command.name} asks for no route of the contract`);
      expect([command.name, routes.length, ended.code, ended.stdout]).toEqual([command.name, 1, 4, '']);
      expect(ended.stderr).toContain(`artisan: forbidden: ${lackOf(route)}`);
    }
  });
});

describe('the console', () => {
  it('makes every action of which there is a sample here', async () => {
    const files = readdirSync('console/actions');
    const modules = await Promise.all(
      files.map((file) => import(`../../console/actions/${file}`) as Promise<Record<string, unknown>>),
    );
    const makers = modules.flatMap(Object.keys).filter((name) => /Action$|^[A-Z]+$/.test(name));

    const actions = makers.filter((name) => !['FORCE', 'REASON'].includes(name));
    expect(actions.sort()).toEqual(Object.keys(CONSOLE_ACTIONS).sort());
  });

  it('sends by its dialog and its poller alone', () => {
    const sending = filesIn(['console']).filter(({ text }) => /\b(send|fetch)\(/.test(text));

    expect(sending.map(({ path }) => path)).toEqual([
      'console/actions/action-dialog.ts',
      'console/actions/perform.ts',
      'console/api/api.ts',
      'console/api/renewing.ts',
      'console/create-console.ts',
    ]);
  });

  it('asks for routes of the contract, and offers each to those whom the contract has it for', () => {
    for (const [maker, actions] of Object.entries(CONSOLE_ACTIONS)) {
      for (const { call } of actions) {
        const request = call({});
        const route = routeOf(request.method, request.path);
        const offered = ROLES.filter((role) => maySend({ roles: [role] }, request));
        expect([maker, offered]).toEqual([maker, route && [ROUTES[route].auth]]);
      }
    }
  });

  it('offers nobody what a service signs, nor what is no route', () => {
    const who = { roles: ROLES };

    expect(maySend(who, { method: 'POST', path: '/v1/runs' })).toBe(false);
    expect(maySend(who, { method: 'DELETE', path: '/v1/everything' })).toBe(false);
    expect(maySend({ roles: [] }, { method: 'GET', path: '/v1/traffic' })).toBe(false);
    expect(maySend({ roles: ['viewer'] }, { method: 'GET', path: '/v1/traffic?window=5m' })).toBe(true);
  });
});
