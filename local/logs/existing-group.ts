import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { StoredEvent } from './event-ring.ts';
import type { LogStore } from './log-store.ts';

/** The events of a group. Throws ResourceNotFoundException. */
export function existingGroup(store: LogStore, name: string): readonly StoredEvent[] {
  const events = store.events(name);
  if (events) return events;
  throw new AwsError('ResourceNotFoundException', `The specified log group does not exist: ${name}`);
}
