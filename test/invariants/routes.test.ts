import { FUNCTION_NAMES, type FunctionName } from '../../lib/contracts/names.ts';
import { ROUTES, type RouteAuth, type RouteContract } from '../../lib/contracts/routes.ts';
import { filesIn } from './source-files.ts';
import { theTemplate } from './the-template.ts';

const STAGE = 'local';
const AUTHORIZATION: Record<RouteAuth, string> = {
  service: 'AWS_IAM',
  viewer: 'JWT',
  operator: 'JWT',
  approver: 'JWT',
  open: 'NONE',
};

interface Ref {
  readonly Ref: string;
}

const template = theTemplate(STAGE);
const routes = new Map(
  template
    .ofType('AWS::ApiGatewayV2::Route')
    .map(({ properties }) => [String(properties['RouteKey']), properties]),
);
const jwtAuthorizers = template
  .ofType('AWS::ApiGatewayV2::Authorizer')
  .filter(({ properties }) => properties['AuthorizerType'] === 'JWT')
  .map(({ id }) => id);

/** The name of the function behind a route: route -> integration -> function. */
function functionBehind(route: Readonly<Record<string, unknown>> = {}): FunctionName | undefined {
  const target = JSON.stringify(route['Target']);
  const integration = template
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ id }) => target.includes(`{"Ref":"${id}"}`));
  const uri = JSON.stringify(integration?.properties['IntegrationUri']);
  const called = template.ofType('AWS::Lambda::Function').find(({ id }) => uri.includes(`["${id}","Arn"]`));
  return FUNCTION_NAMES.find((name) => called?.properties['FunctionName'] === `artisan-${STAGE}-${name}`);
}

/** A test speaks of a route by its key, with anything in the place of a path's parameter. */
function speaksOf(key: string): RegExp {
  const parts = key.split(/\{\w+\+?\}/).map((part) => part.replaceAll(/[.$/]/g, String.raw`\$&`));
  return new RegExp(`['"\`]${parts.join('[^/\'"`]+')}['"\`]`);
}

describe('the routes', () => {
  it('of the template are those of the contract', () => {
    expect([...routes.keys()].sort()).toEqual(Object.keys(ROUTES).sort());
  });

  describe.each(Object.entries<RouteContract>(ROUTES))('%s', (key, contract) => {
    const route = routes.get(key);

    it('is behind the authorizer that its contract names', () => {
      expect(route?.['AuthorizationType']).toBe(AUTHORIZATION[contract.auth]);
      if (AUTHORIZATION[contract.auth] === 'JWT')
        expect(jwtAuthorizers).toContain((route?.['AuthorizerId'] as Ref).Ref);
      else expect(route).not.toHaveProperty('AuthorizerId');
    });

    it('is served by the function that its contract names', () => {
      expect(functionBehind(route)).toBe(contract.function);
    });

    it('is in a test', () => {
      const tests = filesIn(['test/unit/functions', 'test/e2e', 'test/faults'], '.test.ts');

      const speaking = tests.filter(({ text }) => speaksOf(key).test(text));

      expect(speaking).not.toEqual([]);
    });
  });
});
