import { derivedUlid } from '../../../lib/shared/derived-id.ts';
import { newIncident } from '../../../lib/incidents/new-incident.ts';
import { aDraft, OPENED_AT } from '../../support/incidents/builders.ts';

describe('a new incident', () => {
  it('begins with a line that sorts before all else of its millisecond', () => {
    const { line } = newIncident(aDraft(), OPENED_AT);

    for (let index = 0; index < 100; index += 1)
      expect(line.id < derivedUlid(OPENED_AT, 'trigger', String(index))).toBe(true);
    expect(line.id > derivedUlid(OPENED_AT - 1, 'trigger')).toBe(true);
  });

  it('began when what opened it says, or now', () => {
    const told = newIncident(aDraft({ at: OPENED_AT - 5 }), OPENED_AT);
    const untold = newIncident(aDraft(), OPENED_AT);

    expect([told.incident.created_at, told.line.at]).toEqual([OPENED_AT - 5, OPENED_AT - 5]);
    expect(untold.incident.created_at).toBe(OPENED_AT);
  });
});
