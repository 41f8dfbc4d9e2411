import { createInterface } from 'node:readline/promises';
import { createArtisanClient, type ArtisanClient } from '../clients/typescript/index.ts';
import type { Input } from './input.ts';
import { personOf, serviceOf } from './credentials.ts';
import { profileOf, type Profile } from './profile.ts';

/** All that a command has to do with. */
export interface World {
  readonly profile: Profile;
  /** As a person. */
  readonly api: ArtisanClient;
  /** As a service, signed with AWS credentials. */
  readonly service: ArtisanClient;
  readonly isJson: boolean;
  /** Data. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly say: (text: string) => void;
  /** Undefined without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly hasColors: boolean;
  /** Of the terminal, or what fits most. */
  readonly columns: number;
  readonly signal: AbortSignal;
}

/** @throws UsageError for a profile that is not there */
export function createWorld(input: Input, signal: AbortSignal): World {
  const { env, stdin, stdout, stderr } = process;
  const profile = profileOf(input.text('profile'), env);
  const clientOf = (credential: Parameters<typeof createArtisanClient>[0]['credential']) =>
    createArtisanClient({ baseUrl: profile.url, ...(credential && { credential }) });
  return {
    profile,
    api: clientOf(personOf(profile, { env, username: input.text('as') })),
    service: clientOf(serviceOf(profile, env)),
    isJson: input.flag('json'),
    out: (text) => stdout.write(text),
    say: (text) => stderr.write(text),
    ask: stdin.isTTY && stderr.isTTY ? (question) => askAtTerminal(question, signal) : undefined,
    hasColors: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    columns: stdout.isTTY ? stdout.columns : 100,
    signal,
  };
}

async function askAtTerminal(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal });
  } finally {
    terminal.close();
  }
}
