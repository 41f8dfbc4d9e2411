import { execFileSync } from 'node:child_process';
import * as v from 'valibot';
import { bearer, type Credential } from '../clients/typescript/index.ts';
import { CredentialError } from './exit.ts';
import type { Profile } from './profile.ts';
import { signWith, type AccessKey } from './sign.ts';

type Variables = Readonly<Record<string, string | undefined>>;

interface Asked {
  readonly env: Variables;
  readonly username: string | undefined;
}

/** ARTISAN_TOKEN, what the profile's command prints, or a token of the local stack: asked for with the first request. */
export function personOf(profile: Profile, { env, username = 'admin' }: Asked): Credential {
  return bearer(once(() => tokenOf(profile, { env, username })));
}

async function tokenOf(profile: Profile, { env, username }: Asked): Promise<string> {
  const { tokenCommand, localAws, name } = profile;
  const token = env['ARTISAN_TOKEN'];
  if (token !== undefined && token !== '') return token;
  if (tokenCommand !== undefined) return printed(tokenCommand);
  if (localAws !== undefined) return localToken(localAws, username ?? 'admin');
  throw new CredentialError(`${name}: no token. Set ARTISAN_TOKEN, or token_command in the profile`);
}

function printed(command: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 2],
    }).trim();
  } catch (cause) {
    throw new CredentialError(`token_command failed: ${command}`, { cause });
  }
}

const tokenAnswer = v.object({ access_token: v.string() });

async function localToken(localAws: string, username: string): Promise<string> {
  const response = await localCall(`${localAws}/_local/tokens`, {
    method: 'POST',
    body: JSON.stringify({ username }),
  });
  if (!response.ok) throw new CredentialError(`The local stack gives no token for "${username}"`);
  return v.parse(tokenAnswer, await response.json()).access_token;
}

async function localCall(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new CredentialError(`Nothing answers at ${url}: is \`npm start\` running?`, { cause });
  }
}

/** The keys of the local stack for the route's policy, else the chain of AWS: environment, profile, role. */
export function serviceOf({ localAws, region }: Profile, env: Variables): Credential {
  const chain = once(async () => {
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    return defaultProvider();
  });
  const where = region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  return async (request) => {
    const key =
      localAws === undefined
        ? await chainKey(chain)
        : await localKey(localAws, request.url.includes('/v1/runs'));
    return signWith(key, where)(request);
  };
}

async function chainKey(chain: () => Promise<() => Promise<AccessKey>>): Promise<AccessKey> {
  try {
    return await (
      await chain()
    )();
  } catch (cause) {
    throw new CredentialError('AWS credentials are missing: set AWS_PROFILE, or the keys', { cause });
  }
}

const usersAnswer = v.object({
  users: v.array(v.object({ name: v.string(), access_key_id: v.string(), secret_access_key: v.string() })),
});

async function localKey(localAws: string, isOfRuns: boolean): Promise<AccessKey> {
  const response = await localCall(`${localAws}/_local/users`);
  const { users } = v.parse(usersAnswer, await response.json());
  const found = users.find(({ name }) => name.includes(isOfRuns ? 'Trainer' : 'Serving'));
  if (!found) throw new CredentialError('The local stack has no user that may call this');
  return { accessKeyId: found.access_key_id, secretAccessKey: found.secret_access_key };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
