import { signalActions } from '../../functions/shared/actions/signals/actions.ts';
import { anExecution } from '../support/runbooks/a-step.ts';
import { aQwenFailure } from '../support/runbooks/a-qwen-failure.ts';
import { shippedRunbook } from '../support/runbooks/sample.ts';
import { justAbove, shippedSignals } from '../support/signals/shipped-signals.ts';
import { START } from '../unit/local/states/support/a-stack.ts';

const QWEN = 'qwen_failure_downshift';
const API = 'api_high_latency_scaleup';
const alarmsOf = (id: string) => shippedRunbook(id).triggers.map(({ alarm }) => alarm);

/** What of the figures of QwenHealthFailing is Artisan's own: its prober writes down both at once. */
const CHECKED = 'QwenHealthFailing';

describe('a single alarm that goes off, just so, is enough for its runbook to act', () => {
  it.each(alarmsOf(QWEN))('%s', async (alarm) => {
    const world = aQwenFailure();
    if (alarm === CHECKED) await world.fail();
    else world.reported.figuresFor = justAbove(alarm);

    const { status, called } = await world.run();

    expect([status, called.slice(0, 3)]).toEqual(['SUCCEEDED', ['verify', 'force_open', 'downshift']]);
    if (alarm !== CHECKED) expect(world.lines[0]?.text).toContain(`qwen fails: ${alarm} (`);
  });

  it.each(alarmsOf(API))('%s', async (alarm) => {
    const [verify] = shippedRunbook(API).steps;
    const actions = signalActions({
      signals: shippedSignals,
      figures: { read: (query) => Promise.resolve(justAbove(alarm)(query)) },
    });
    const clock = { now: () => START };
    const context = { clock, execution: anExecution({}), enteredAt: START, deadline: START };

    const { output } = await actions['signals.verify'].plan(context, verify?.inputs ?? {});

    expect([verify?.action, output]).toEqual(['signals.verify', { met: true }]);
  });

  it('which all other runbooks do unasked, or by what the run itself has on record', () => {
    const others = ['cache_service_failure', 'database_connection_failure', 'rl_reward_runaway_rollback'];
    const asking = others.filter((id) => shippedRunbook(id).steps[0]?.on_unmet !== undefined);

    expect(asking).toEqual(['rl_reward_runaway_rollback']);
  });
});
