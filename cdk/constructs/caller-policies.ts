import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import type { Api } from './api.ts';

/** What to attach to the roles of the services that call us: each may call its own routes and no others. */
export class CallerPolicies extends Construct {
  readonly serving: ManagedPolicy;
  readonly trainer: ManagedPolicy;

  constructor(scope: Construct, id: string, { api }: { readonly api: Api }) {
    super(scope, id);
    const services = Object.entries(ROUTES).flatMap(([key, { auth }]) => (auth === 'service' ? [key] : []));
    const isOfRuns = (key: string) => key.includes(' /v1/runs');
    this.serving = new ManagedPolicy(this, 'Serving', {
      description: 'For the serving team: ask for modes, and report how it went',
      statements: [
        mayCall(
          api,
          services.filter((key) => !isOfRuns(key)),
        ),
      ],
    });
    this.trainer = new ManagedPolicy(this, 'Trainer', {
      description: 'For the trainer: report metrics, save checkpoints, follow directives',
      statements: [mayCall(api, services.filter(isOfRuns))],
    });
    for (const key of services) {
      acknowledgeWildcard(
        this.trainer,
        api.arnOfRoute(key),
        'The * stands for a run in a path: a trainer works on any run it begins.',
      );
    }
  }
}

function mayCall(api: Api, keys: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['execute-api:Invoke'],
    resources: keys.map((key) => api.arnOfRoute(key)),
  });
}
