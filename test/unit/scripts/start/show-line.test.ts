import { createLogChannel } from '../../../../functions/incident-notifier/log-channel.ts';
import { shownOf } from '../../../../scripts/start/show-line.ts';
import { aLine, anIncident } from '../../../support/incidents/builders.ts';

describe('a line that a function logs', () => {
  it('is shown when it is a notification, in words', async () => {
    const lines: string[] = [];
    const incident = anIncident();
    const line = aLine({ text: 'The run is left paused' });

    await createLogChannel((text) => lines.push(text)).deliver({
      id: 'a',
      kind: 'escalated',
      incident,
      line,
    });

    expect(lines.map((text) => shownOf('/aws/lambda/x', text))).toEqual([
      `artisan: ${incident.incident_id} (sev3) The run is left paused`,
    ]);
  });

  it('is shown when it is an error, and not when it is anything else', () => {
    const error = '{"level":"ERROR","message":"m"}';

    expect(shownOf('/aws/lambda/x', error)).toBe(`/aws/lambda/x: ${error}`);
    for (const line of ['REPORT', '{"level":"INFO"}', 'not JSON, "event":"notification"'])
      expect(shownOf('/aws/lambda/x', line)).toBeUndefined();
  });
});
