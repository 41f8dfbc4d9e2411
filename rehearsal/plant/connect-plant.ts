import { randomBytes } from 'node:crypto';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { targetSecret, targetSecretsPrefix } from '../../lib/contracts/target-secrets.ts';
import type { AccessKey } from '../credentials.ts';
import { cloudWatchReport } from './cloudwatch-report.ts';
import type { Signal } from './signals.ts';
import type { Plant } from './plant.ts';
import type { KeyUse } from './signed-message.ts';

/** Told of signals that CloudWatch has taken, as they were up to a time in milliseconds since the epoch. */
export type Reported = (signals: readonly Signal[], at: number) => void;

export interface PlantStack {
  /** Of the AWS endpoint. */
  readonly awsUrl: string;
  readonly region: string;
  /** Of somebody who may put parameters and metric data. */
  readonly credentials: AccessKey;
  readonly stage: string;
  /** Of the signals: `alarms.namespace`. */
  readonly namespace: string;
  /** Default: every minute. */
  readonly reportEverySeconds?: number;
  readonly onReported?: Reported;
}

const USES: readonly KeyUse[] = ['read', 'change'];

/**
 * As its operator would: puts new secrets of its webhooks into the parameter store, and lets it report to CloudWatch.
 * @returns how to close what the plant is closed without
 */
export async function connectPlant(plant: Plant, stack: PlantStack): Promise<() => void> {
  const { awsUrl: endpoint, region, credentials, stage, namespace, reportEverySeconds } = stack;
  const { onReported } = stack;
  const keys = new Map<string, string>();
  const ssm = new SSMClient({ endpoint, region, credentials });
  try {
    for (const target of Object.keys(plant.targetUrls))
      for (const use of USES) {
        const secret = randomBytes(32).toString('base64');
        const name = targetSecret(targetSecretsPrefix(stage), [target, 'webhook', use]);
        keys.set(`${target} ${use} ${await put(ssm, name, secret)}`, secret);
      }
  } finally {
    ssm.destroy();
  }
  const cloudwatch = new CloudWatchClient({ endpoint, region, credentials });
  const publish = cloudWatchReport(cloudwatch, namespace);
  plant.start({
    keys: (target, use, version) => keys.get(`${target} ${use} ${version}`),
    publish: async (signals, at) => {
      await publish(signals, at);
      onReported?.(signals, at);
    },
    ...(reportEverySeconds !== undefined && { reportEverySeconds }),
  });
  return () => {
    cloudwatch.destroy();
  };
}

/** The version that it has now. */
async function put(ssm: SSMClient, name: string, secret: string): Promise<number> {
  const { Version = 1 } = await ssm.send(
    new PutParameterCommand({ Name: name, Value: secret, Type: 'SecureString', Overwrite: true }),
  );
  return Version;
}
