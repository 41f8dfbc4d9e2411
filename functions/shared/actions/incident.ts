import { action, type Actions } from '../../../lib/runbooks/action.ts';

/** The runner writes each step's text into the incident: a note is a step that does nothing else. */
export const incidentActions: Actions = {
  'incident.note': action('incident.note', {
    plan: (_context, { text }) =>
      Promise.resolve({ summary: `Would note in the incident: ${text}`, facts: { text }, output: {} }),
    apply: (_context, { text }) => Promise.resolve({ text, output: {} }),
  }),
};
