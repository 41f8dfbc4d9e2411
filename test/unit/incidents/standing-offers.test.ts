import { commandsFor, type Trouble } from '../../../lib/contracts/offered-command.ts';
import { standingOffers } from '../../../lib/incidents/standing-offers.ts';
import { aLine, OPENED_AT } from '../../support/incidents/builders.ts';

const ID = 'INC-1';
const DOWNSHIFT: Trouble = { kind: 'mode_downshifted', mode: 'creative', to: 'balanced' };
const BREAKER: Trouble = { kind: 'breaker_forced', model: 'qwen' };
const PAUSED: Trouble = { kind: 'run_left_paused', run_id: 'run 1' };
const FAILED: Trouble = { kind: 'execution_failed', runbook: 'cache', input: { b: 1, a: 2 } };

let place = 0;
const offering = (trouble: Trouble) =>
  aLine({ at: OPENED_AT + (place += 1), kind: 'warning', offers: [...commandsFor(trouble, ID)] });
const start = (execution_id: string) =>
  aLine({ at: OPENED_AT + (place += 1), kind: 'trigger', execution_id });

const titles = (lines: Parameters<typeof standingOffers>[0]['lines'], ...troubles: readonly Trouble[]) =>
  standingOffers({ incidentId: ID, lines, troubles }).map(({ title }) => title);

describe('what an incident still offers', () => {
  it('is what is left standing, and not what somebody has restored meanwhile', () => {
    const lines = [start('a'), offering(DOWNSHIFT), offering(BREAKER)];

    expect(titles(lines, DOWNSHIFT, BREAKER)).toEqual([
      'Restore the mode creative',
      'Let the breaker of qwen decide by itself',
    ]);
    expect(titles(lines, BREAKER)).toEqual(['Let the breaker of qwen decide by itself']);
    expect(titles(lines)).toEqual([]);
  });

  it('is neither to resume nor to stop a run that goes on', () => {
    const lines = [start('a'), offering(PAUSED), offering(PAUSED)];

    expect(titles(lines, PAUSED)).toEqual(['Resume the run run 1', 'Stop the run run 1']);
    expect(titles(lines)).toEqual([]);
  });

  it('is to start the runbook again until somebody has', () => {
    const failed = [start('a'), offering(FAILED)];

    expect(titles(failed)).toEqual(['Start cache again']);
    expect(titles([...failed, start('b')])).toEqual([]);
    expect(titles([...failed, start('b'), offering(FAILED)])).toEqual(['Start cache again']);
  });

  it('is nothing that was never offered', () => {
    expect(titles([start('a')], DOWNSHIFT)).toEqual([]);
  });
});
