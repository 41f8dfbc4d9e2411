import type { ApiCall, Credential, HttpAnswer } from '../../../../rehearsal/api-client.ts';
import { nobody } from '../../../../rehearsal/credentials.ts';
import { seeToIncidents } from '../../../../rehearsal/people/operator.ts';

const RESTORE = { method: 'DELETE', path: '/v1/traffic/downshifts/creative', headers: { 'if-match': '*' } };
const START_ANEW = { method: 'POST', path: '/v1/runbooks/qwen/executions', body: {} };
const MOST_CALLS = 200;

interface World {
  readonly incidents?: readonly (readonly [id: string, runbook: string])[];
  readonly offers?: readonly object[];
  /** Restoring is refused so often: the cause lasts. */
  readonly refusals?: number;
  /** Every other call of the first ones gets no answer. */
  readonly outages?: number;
}

/** The API's incidents in memory: open until they are resolved. */
function someIncidents({ incidents = [['I1', 'qwen']], offers = [RESTORE], ...options }: World = {}) {
  const open = new Map(incidents);
  const sent: string[] = [];
  let [calls, refusals] = [0, options.refusals ?? 0];
  const answer = (body: unknown, status = 200): HttpAnswer => ({ status, headers: {}, body });
  const call = ({ method, path }: ApiCall): HttpAnswer => {
    calls += 1;
    if (calls % 2 === 1 && calls < 2 * (options.outages ?? 0)) throw new Error('ECONNRESET');
    if (path.startsWith('/v1/incidents?'))
      return answer({
        items: incidents.map(([id, runbook]) => ({
          ...{ id, runbook, title: 'Down', status: open.has(id) ? 'open' : 'resolved' },
        })),
      });
    if (method === 'GET') return answer({ commands: offers });
    sent.push(`${method} ${path}`);
    if (path.endsWith('/resolve')) open.delete(path.split('/').at(-2) ?? '');
    else if ((refusals -= 1) >= 0) return answer({ code: 'still_down' }, 409);
    return answer({});
  };
  return {
    sent,
    client: { call: (_credential: Credential, request: ApiCall) => Promise.resolve(request).then(call) },
    operator: () => Promise.resolve(nobody),
    runbooks: ['qwen'],
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    isOver: () => open.size === 0 || calls > MOST_CALLS,
  };
}

const RESTORED = 'DELETE /v1/traffic/downshifts/creative';
const RESOLVED = 'POST /v1/incidents/I1/resolve';

describe('the operator of a rehearsal', () => {
  it('takes what is offered to restore once it is not refused any more, then resolves', async () => {
    const world = someIncidents({ refusals: 2 });

    await seeToIncidents(world);

    expect(world.sent).toEqual([RESTORED, RESTORED, RESTORED, RESOLVED]);
  });

  it('takes no offer that would start something anew', async () => {
    const world = someIncidents({ offers: [START_ANEW, RESTORE] });

    await seeToIncidents(world);

    expect(world.sent).toEqual([RESTORED, RESOLVED]);
  });

  it('leaves an incident open that offers nothing to restore yet, and those of other runbooks', async () => {
    const helpless = someIncidents({ offers: [START_ANEW] });
    const strange = someIncidents({ incidents: [['I1', 'database']] });

    await seeToIncidents(helpless);
    await seeToIncidents(strange);

    expect([helpless.sent, strange.sent]).toEqual([[], []]);
  });

  it('goes on when there is no answer at the moment, and sends nothing twice that was taken', async () => {
    const world = someIncidents({ outages: 5 });

    await seeToIncidents(world);

    expect(world.sent).toEqual([RESTORED, RESOLVED]);
  });
});
