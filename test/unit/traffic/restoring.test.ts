import type { Recovery } from '../../../lib/shared/recovery.ts';
import { turnDown } from '../../../lib/traffic/by-runbook.ts';
import { createTrafficControl } from '../../../lib/traffic/control.ts';
import { allWell, noneWell } from '../../support/health/recoveries.ts';
import { aTrafficConfig, InMemorySettingsStore } from '../../support/traffic/fakes.ts';

const { weights: configured, mode_models: modeModels, downshift } = aTrafficConfig();
const ANYONE = { by: 'ada', matches: () => true };
const BY_RUNBOOK = { by: 'runbook r', reason: 'qwen fails', executionId: 'e-1', effectId: 'effect-1' };

/** Settings in which a runbook has turned creative down. */
async function turnedDown(recovery: Recovery) {
  let lastId = 0;
  const store = new InMemorySettingsStore();
  const deps = { store, configured, clock: { now: () => 0 }, ids: () => `c${(lastId += 1)}` };
  await turnDown({ ...deps, downshift }, 'creative', BY_RUNBOOK);
  return createTrafficControl({ ...deps, modeModels, recovery });
}

describe("a runbook's downshift", () => {
  it('ends once the models are well that come into use again', async () => {
    const control = await turnedDown(allWell);

    expect((await control.removeDownshift(ANYONE, 'creative')).downshifts).toEqual({});
  });

  it('stands before that, and names those of them alone that are missing', async () => {
    const control = await turnedDown(noneWell);

    const restoring = control.removeDownshift(ANYONE, 'creative');

    await expect(restoring).rejects.toMatchObject({
      name: 'NotRecoveredError',
      message:
        'creative was sent to balanced by runbook r, and stays so: qwen had 1 healthy checks in a row, 3 are needed. ' +
        'To do it all the same, say so with force and a reason',
      missing: [{ model: 'qwen' }],
    });
    expect((await control.read()).downshifts).toMatchObject({ creative: { to: 'balanced' } });
  });

  it('ends for who insists', async () => {
    const control = await turnedDown(noneWell);

    const { downshifts } = await control.removeDownshift(ANYONE, 'creative', { force: true });

    expect(downshifts).toEqual({});
  });

  it("is a person's own once a person has replaced it, who asks nobody then", async () => {
    const control = await turnedDown(noneWell);
    await control.setDownshift(ANYONE, 'creative', { to: 'fast', reason: 'faster' });

    expect((await control.removeDownshift(ANYONE, 'creative')).downshifts).toEqual({});
  });

  it('is told of a stale precondition before anything else', async () => {
    const control = await turnedDown(noneWell);

    const restoring = control.removeDownshift({ by: 'ada', matches: () => false }, 'creative');

    await expect(restoring).rejects.toMatchObject({ name: 'StalePreconditionError' });
  });
});
