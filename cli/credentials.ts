import { execFileSync } from 'node:child_process';
import * as v from 'valibot';
import { bearer, type Credential } from '../clients/typescript/index.ts';
import { CredentialError } from './exit.ts';
import type { Profile } from './profile.ts';
import { refusedToken, type TokenSource } from './refused-token.ts';
import { bearerOf, claimsOf } from './token-claims.ts';
import type { AccessKey } from './sign.ts';

type Variables = Readonly<Record<string, string | undefined>>;

interface Asked {
  readonly env: Variables;
  readonly username: string | undefined;
}

/** A person's token, asked for with the first request. */
export interface Person {
  readonly credential: Credential;
  /** For who reads a 401. */
  readonly whyRefused: () => Promise<string>;
  /** By what the token says. */
  readonly whoAmI: () => Promise<string>;
}

/** By ARTISAN_TOKEN, what the profile's command prints, or a token of the local stack. */
export function personOf(profile: Profile, { env, username = 'admin' }: Asked): Person {
  const source = untilItEnds(() => sourceOf(profile, { env, username }));
  return {
    credential: bearer(async () => (await source()).token),
    whyRefused: async () => refusedToken(await source(), Date.now()),
    whoAmI: async () => bearerOf((await source()).token),
  };
}

async function sourceOf(profile: Profile, { env, username }: Asked): Promise<TokenSource> {
  const { tokenCommand, localAws, name } = profile;
  const token = env['ARTISAN_TOKEN'];
  if (token !== undefined && token !== '')
    return { token: oneWord('ARTISAN_TOKEN is', token), remedy: 'set ARTISAN_TOKEN to a fresh one' };
  if (tokenCommand !== undefined)
    return {
      token: oneWord(`token_command of ${name} printed`, outputOf(name, tokenCommand)),
      remedy: `token_command of ${name} printed it`,
    };
  if (localAws !== undefined)
    return { token: await localToken(localAws, username ?? 'admin'), remedy: 'the local stack gave it' };
  throw new CredentialError(`${name}: no token. Set ARTISAN_TOKEN, or token_command in the profile`);
}

/** One word: anything else could not be sent in a header. The command itself is not told of, it may hold a secret. */
function oneWord(whose: string, text: string): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CredentialError(`${whose} ${token === '' ? 'nothing' : 'more than a token'}`);
}

function outputOf(name: string, command: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  } catch (cause) {
    throw new CredentialError(`token_command of ${name} failed`, { cause });
  }
}

const tokenAnswer = v.object({ access_token: v.string() });

async function localToken(localAws: string, username: string): Promise<string> {
  const response = await localCall(`${localAws}/_local/tokens`, {
    method: 'POST',
    body: JSON.stringify({ username }),
  });
  if (!response.ok) throw new CredentialError(`The local stack gives no token for "${username}"`);
  return (await parsedBody(tokenAnswer, response)).access_token;
}

/** It is on this machine. */
const LOCAL_PATIENCE_MS = 35_000;

async function localCall(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(LOCAL_PATIENCE_MS) });
  } catch (cause) {
    throw new CredentialError(`Nothing answers at ${url}: is \`npm start\` running?`, { cause });
  }
}

async function parsedBody<T>(schema: v.GenericSchema<unknown, T>, response: Response): Promise<T> {
  try {
    return v.parse(schema, await response.json());
  } catch (cause) {
    throw new CredentialError(`What answers at ${response.url} is no local stack of Artisan`, { cause });
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
    // It takes a third of what a command takes to start, and few are signed.
    const { signWith } = await import('./sign.ts');
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
  const { users } = await parsedBody(usersAnswer, response);
  const found = users.find(({ name }) => name.includes(isOfRuns ? 'Trainer' : 'Serving'));
  if (!found) throw new CredentialError('The local stack has no user that may call this');
  return { accessKeyId: found.access_key_id, secretAccessKey: found.secret_access_key };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** A token that is about to end while something is watched. */
const SPARE_MS = 30_000;

/** The same token for all requests, and another from where it came once it is about to end: watches outlast tokens. */
function untilItEnds(make: () => Promise<TokenSource>): () => Promise<TokenSource> {
  let made: Promise<TokenSource> | undefined;
  return async () => {
    const known = await (made ??= make());
    const claims = claimsOf(known.token);
    if (!claims || claims.exp * 1_000 > Date.now() + SPARE_MS) return known;
    return (made = make());
  };
}
