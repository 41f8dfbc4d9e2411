import type { TargetService } from '../contracts/target-names.ts';

/** As the SDK would be called: `service` and `action` name a command, such as rds and RebootDBInstance. */
export interface AwsRequest {
  readonly service: TargetService;
  readonly action: string;
  readonly arguments: unknown;
  /** For all of it. */
  readonly timeoutMs: number;
}

export interface AwsCaller {
  /** Throws as the SDK does, and a TypeError for an action that the service lacks. */
  send(request: AwsRequest): Promise<unknown>;
  /** Whether the service has the action. */
  knows(request: Pick<AwsRequest, 'service' | 'action'>): Promise<boolean>;
}

/** One try: whoever calls knows for how long it may be tried again. */
const SETTINGS = { maxAttempts: 1, requestHandler: { connectionTimeout: 1_000 } };

interface SdkClient {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
}

interface Sdk {
  readonly client: SdkClient;
  /** What the package exports, commands among it. */
  readonly exported: object;
}

/** Imported when it is needed: each is 100 to 250 KB that nobody who has no such target should load. */
const SDKS: Readonly<Record<TargetService, () => Promise<Sdk>>> = {
  ecs: async () => {
    const exported = await import('@aws-sdk/client-ecs');
    return { exported, client: new exported.ECSClient(SETTINGS) };
  },
  rds: async () => {
    const exported = await import('@aws-sdk/client-rds');
    return { exported, client: new exported.RDSClient(SETTINGS) };
  },
  elasticache: async () => {
    const exported = await import('@aws-sdk/client-elasticache');
    return { exported, client: new exported.ElastiCacheClient(SETTINGS) };
  },
};

/** Calls AWS by names of actions. */
export function createAwsCaller(): AwsCaller {
  const loaded = new Map<TargetService, Promise<Sdk>>();
  const sdkOf = (service: TargetService): Promise<Sdk> => {
    const sdk = loaded.get(service) ?? SDKS[service]();
    loaded.set(service, sdk);
    return sdk;
  };
  return {
    send: async ({ service, action, arguments: input, timeoutMs }) => {
      const { client, exported } = await sdkOf(service);
      const Command = commandOf(exported, action);
      if (!Command) throw new TypeError(`${service} has no action ${action}`);
      return client.send(new Command(input), { abortSignal: AbortSignal.timeout(timeoutMs) });
    },
    knows: async ({ service, action }) => commandOf((await sdkOf(service)).exported, action) !== undefined,
  };
}

function commandOf(exported: object, action: string) {
  const Command: unknown = Reflect.get(exported, `${action}Command`);
  return isConstructor(Command) ? Command : undefined;
}

function isConstructor(value: unknown): value is new (input: unknown) => object {
  return typeof value === 'function';
}
