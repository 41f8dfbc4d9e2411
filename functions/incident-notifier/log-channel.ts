import type { NotificationChannel } from '../../lib/incidents/notifications.ts';
import type { LineWriter } from '../shared/log.ts';

/** Each notification as a line of the function's log: what there is where no other channel is configured. */
export function createLogChannel(write: LineWriter): NotificationChannel {
  return {
    name: 'log',
    deliver: ({ id, kind, incident, line }) => {
      const { incident_id, title, severity } = incident;
      const message = { incident_id, title, severity, at: new Date(line.at).toISOString(), text: line.text };
      write(
        JSON.stringify({ level: 'INFO', event: 'notification', id, kind, ...message, actor: line.actor }),
      );
      return Promise.resolve();
    },
  };
}
