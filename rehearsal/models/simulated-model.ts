import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What a model does from now on. */
export interface Behaviour {
  readonly latencyMs: number;
  /** Answers everything, its health check too, with 503. */
  readonly fails: boolean;
}

/** A model as the serving team runs it: it answers questions, and says whether it is well. */
export interface SimulatedModel {
  /** Answers `{"model": ...}` here, after its latency. */
  readonly url: string;
  readonly healthUrl: string;
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

/** On a free port of the loopback interface. */
export async function startModel(name: string, first: Behaviour): Promise<SimulatedModel> {
  let behaviour = first;
  const answer = async (response: ServerResponse): Promise<void> => {
    const { latencyMs, fails } = behaviour;
    await delay(latencyMs);
    response.writeHead(fails ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ model: name }));
  };
  const server = createServer((_request, response) => void answer(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url: `${url}/answer`,
    healthUrl: `${url}/health`,
    behave: (next) => {
      behaviour = next;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
