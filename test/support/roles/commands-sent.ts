import { createServer } from 'node:http';
import type { Command } from '../../../cli/command.ts';
import { COMMANDS } from '../../../cli/commands.ts';
import { machine } from '../../../cli/commands/machine.ts';
import { routeOf, type RouteKey } from '../../../lib/contracts/route-of.ts';
import { runHere } from '../cli/run-here.ts';
import type { Ended } from '../cli/run-cli.ts';
import { serve } from '../serve.ts';
import { refusingAnswer } from './refusing-api.ts';
import { typed } from './typed.ts';

export interface Sent {
  readonly command: Command;
  /** What it would change something by; undefined is what is no route. */
  readonly routes: readonly (RouteKey | undefined)[];
  readonly ended: Ended;
}

/** What each command sends that may change something, by sending it. Those of `machine` hand over to scripts. */
export async function commandsSent(): Promise<readonly Sent[]> {
  let asked: (RouteKey | undefined)[] = [];
  const server = createServer(({ method = '', url = '' }, response) => {
    const [status, body] = LOCAL[url] ?? refusingAnswer(method, url);
    if (!(url in LOCAL) && method !== 'GET') asked.push(routeOf(method, url));
    response.writeHead(status, { 'content-type': 'application/json', etag: '"1"' }).end(JSON.stringify(body));
  });
  const { url, close } = await serve(server);
  const env = { ARTISAN_URL: url, ARTISAN_LOCAL_AWS: url };
  const sent: Sent[] = [];
  for (const command of COMMANDS.filter((one) => !machine.includes(one))) {
    asked = [];
    const ended = await runHere(typed(command), env);
    sent.push({ command, routes: asked, ended });
  }
  await close();
  return sent;
}

const key = { access_key_id: 'AKIDEXAMPLE', secret_access_key: 'x' };

/** What a local stack gives whoever sits at its machine. */
const LOCAL: Readonly<Record<string, readonly [number, unknown]>> = {
  '/_local/tokens': [200, { access_token: 'e30.e30.x' }],
  '/_local/users': [200, { users: ['Serving', 'Trainer'].map((name) => ({ name, ...key })) }],
};
