import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import type { Clock } from '../shared/clock.ts';
import type { Secret, Secrets } from '../shared/secrets.ts';
import { callStore } from './store-failure.ts';

/** After this a replaced secret counts everywhere. */
const FRESH_MS = 60_000;

interface Kept {
  readonly at: number;
  readonly secret: Secret | undefined;
}

/** SecureStrings of the parameter store, read anew once a minute. */
export function createSsmSecrets(client: SSMClient, clock: Clock): Secrets {
  const kept = new Map<string, Kept>();
  return async (name) => {
    const known = kept.get(name);
    if (known && clock.now() - known.at < FRESH_MS) return known.secret;
    const secret = await callStore('parameter store', () => read(client, name));
    // One that is missing is looked for again at once: whoever has just put it there wants to see it work.
    if (secret) kept.set(name, { at: clock.now(), secret });
    return secret;
  };
}

/** Whether there is such a parameter, of which nothing is decrypted. */
export function createSsmPresence(client: SSMClient): (name: string) => Promise<boolean> {
  return (name) => callStore('parameter store', async () => (await read(client, name, false)) !== undefined);
}

async function read(client: SSMClient, name: string, WithDecryption = true): Promise<Secret | undefined> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption }));
    const { Value, Version = 1 } = Parameter ?? {};
    return Value === undefined || Value === '' ? undefined : { value: Value, version: Version };
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
