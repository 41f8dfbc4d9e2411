import { serveScripted, type ScriptedServer } from './scripted-server.ts';

const VARIABLES = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
} as const;

export interface AwsEndpoint extends ScriptedServer {
  /** Gives the environment back. */
  restore(): Promise<void>;
}

/** A server in place of AWS for every client of this process, with credentials that nobody has. */
export async function serveAsAws(): Promise<AwsEndpoint> {
  const server = await serveScripted();
  const variables = { ...VARIABLES, AWS_ENDPOINT_URL: server.url };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return Object.assign(server, {
    restore: async () => {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
      await server.close();
    },
  });
}
