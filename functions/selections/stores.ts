import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbRotationCounter } from '../../lib/aws/dynamodb-rotation-counter.ts';
import { DynamoDbSessionStore } from '../../lib/aws/dynamodb-session-store.ts';
import { DynamoDbLeaseStore } from '../../lib/aws/dynamodb-lease-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { LeaseStore } from '../../lib/leases/ports.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import { rememberHangs } from '../../lib/shared/hang-memory.ts';
import type { RotationCounter, SessionStore } from '../../lib/traffic/ports.ts';

type Tables = Pick<EnvironmentOf<'selections'>, 'CONTROL_TABLE' | 'SESSIONS_TABLE'>;

interface Stores {
  readonly sessions: SessionStore;
  readonly rotation: RotationCounter;
  readonly leases: Pick<LeaseStore, 'read' | 'take'>;
}

/** What each selection waits for. One that hangs is waited for once in a while; reads and writes hang apart. */
export function createStores(client: DynamoDBClient, tables: Tables, clock: Clock): Stores {
  const sessions = new DynamoDbSessionStore(client, tables.SESSIONS_TABLE);
  const rotation = new DynamoDbRotationCounter(client, tables.CONTROL_TABLE);
  const leases = new DynamoDbLeaseStore(client, tables.CONTROL_TABLE);
  const leasing = rememberHangs('control table', clock);
  const finding = rememberHangs('session table', clock);
  const claiming = rememberHangs('session table', clock);
  const counting = rememberHangs('control table', clock);
  return {
    sessions: {
      find: (sessionId) => finding(() => sessions.find(sessionId)),
      claim: (sessionId, pin, rule) => claiming(() => sessions.claim(sessionId, pin, rule)),
    },
    leases: {
      read: (mode, from) => leasing(() => leases.read(mode, from)),
      take: (taking) => leasing(() => leases.take(taking)),
    },
    rotation: { next: () => counting(() => rotation.next()) },
  };
}
