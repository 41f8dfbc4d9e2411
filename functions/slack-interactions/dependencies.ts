import { createCognitoClient } from '../../lib/aws/cognito-client.ts';
import { CognitoPeople } from '../../lib/aws/cognito-people.ts';
import { DynamoDbClickMemory } from '../../lib/aws/dynamodb-click-memory.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts';
import { createSsmClient } from '../../lib/aws/ssm-client.ts';
import { createSsmSecrets } from '../../lib/aws/ssm-secrets.ts';
import { channelSecrets } from '../../lib/contracts/channels.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { createAddressRule } from '../../lib/http/address-rule.ts';
import { createSlackApi } from '../../lib/http/channels/slack-api.ts';
import { createGuardedHttp } from '../../lib/http/guarded-http.ts';
import { createResolve } from '../../lib/http/resolve.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import type { Secrets } from '../../lib/shared/secrets.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';
import { decideByClick } from './decide-by-click.ts';
import type { InteractionsDependencies } from './slack-interactions.ts';
import { controlTransactor } from '../shared/control-transactor.ts';

type Environment = EnvironmentOf<'slack-interactions'>;

/** The real world of clicks in Slack. */
export function createDependencies(
  environment: Environment,
  surroundings: Surroundings,
): InteractionsDependencies {
  const { CONTROL_TABLE, USER_POOL_ID, STAGE, NOTIFICATION_CHANNELS } = environment;
  const client = createDynamoDbClient();
  const secrets = createSsmSecrets(createSsmClient(), systemClock);
  const shared = controlTransactor(client);
  const incidents = new DynamoDbIncidentStore(shared, CONTROL_TABLE);
  const people = new CognitoPeople(createCognitoClient(), USER_POOL_ID);
  const approvals = { ...createApprovalPorts(environment, surroundings), people };
  const users = NOTIFICATION_CHANNELS.slack?.users ?? {};
  return {
    secrets,
    secretName: channelSecrets(STAGE).slackSigning,
    clicks: new DynamoDbClickMemory(client, CONTROL_TABLE, systemClock),
    clock: systemClock,
    decideBy: (click) => decideByClick({ approvals, incident: (id) => incidents.read(id), users }, click),
    tell: createTeller(environment, secrets, surroundings),
  };
}

/** What was decided stands, whether or not its decider can be told. */
function createTeller(
  { STAGE, NOTIFICATION_CHANNELS: { slack }, INTERNAL_ADDRESSES }: Environment,
  secrets: Secrets,
  { log }: Surroundings,
): InteractionsDependencies['tell'] {
  if (!slack) return () => Promise.resolve();
  const isAllowed = createAddressRule(INTERNAL_ADDRESSES);
  const api = createSlackApi({
    http: createGuardedHttp({ isAllowed, resolve: createResolve() }),
    secrets,
    tokenName: channelSecrets(STAGE).slackToken,
    apiUrl: slack.api_url,
    channel: slack.channel,
  });
  return (user, text) =>
    api.whisper(user, text).catch((error: unknown) => {
      log.error('Somebody who clicked in Slack could not be told what became of it', error);
    });
}
