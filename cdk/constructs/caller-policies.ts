import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ROUTES } from '../../lib/contracts/routes.ts';
import type { Api } from './api.ts';

/** What to attach to the roles of the services that call us: each may call its own routes and no others. */
export class CallerPolicies extends Construct {
  readonly serving: ManagedPolicy;

  constructor(scope: Construct, id: string, { api }: { readonly api: Api }) {
    super(scope, id);
    this.serving = new ManagedPolicy(this, 'Serving', {
      description: 'For the serving team: ask for modes',
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: Object.entries(ROUTES).flatMap(([key, { auth }]) =>
            auth === 'service' ? [api.arnOfRoute(key)] : [],
          ),
        }),
      ],
    });
  }
}
