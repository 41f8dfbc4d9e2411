import * as v from 'valibot';
import { approvalGate } from '../../../functions/approval-gate/approval-gate.ts';
import type { Callback } from '../../../lib/contracts/approval-gate.ts';
import { aQuestion } from '../../support/approvals/builders.ts';
import { aWorld } from '../../support/approvals/world.ts';

/** Whether the machine may go on, whose asking task was closed so by hand: the name of the error if not. */
async function answeredByHand(callback: Callback | undefined, acceptsRawCallbacks: boolean) {
  const world = aWorld();
  const { event, handle } = approvalGate({ ...world.deps, acceptsRawCallbacks });
  const send = (request: object) => handle(v.parse(event, { ...aQuestion(), ...request }));
  await send({ operation: 'ask', token: 'token-1' });
  return send({ operation: 'confirm', ...(callback && { callback }) }).then(
    () => 'goes on',
    (error: unknown) => (error instanceof Error ? error.name : error),
  );
}

describe('the gate, when a task was answered by hand', () => {
  it.each([
    ['success', 'goes on'],
    ['failure', 'ApprovalRejectedError'],
    [undefined, 'ApprovalRejectedError'],
  ] as const)('takes a %s, where raw callbacks are accepted: %s', async (callback, outcome) => {
    expect(await answeredByHand(callback, true)).toBe(outcome);
  });

  it.each(['success', 'failure', undefined] as const)('counts no %s otherwise', async (callback) => {
    expect(await answeredByHand(callback, false)).toBe('ApprovalNotCountedError');
  });
});
