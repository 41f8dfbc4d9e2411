import { action, type Actions } from '../../../lib/runbooks/action.ts';

/** The runner writes each step's text into the incident, and its notification: these steps do nothing else. */
export const incidentActions: Actions = {
  'incident.note': action('incident.note', {
    plan: (_context, { text }) =>
      Promise.resolve({ summary: `Would note in the incident: ${text}`, facts: { text }, output: {} }),
    apply: (_context, { text }) => Promise.resolve({ text, output: {} }),
  }),
  'incident.notify': action('incident.notify', {
    plan: (_context, { text }) =>
      Promise.resolve({ summary: `Would tell whoever is on call: ${text}`, facts: { text }, output: {} }),
    apply: (_context, { text }) => Promise.resolve({ text, output: {}, needsPerson: true, calls: true }),
  }),
};
