import type { Notification, NotificationChannel } from '../../lib/incidents/notifications.ts';
import type { LineWriter } from '../shared/log.ts';

/** What channels that are off would have been sent, by their names. */
export type Preview = (notification: Notification) => Promise<object>;

const noPreview: Preview = () => Promise.resolve({});

/** Each notification as a line of the function's log, with the messages that no other channel sends. */
export function createLogChannel(write: LineWriter, preview = noPreview): NotificationChannel {
  return {
    name: 'log',
    deliver: async (notification) => {
      const { id, kind, incident, line } = notification;
      const { incident_id, title, severity } = incident;
      const message = { incident_id, title, severity, at: new Date(line.at).toISOString(), text: line.text };
      const unsent = await preview(notification);
      write(
        JSON.stringify({
          ...{ level: 'INFO', event: 'notification', id, kind },
          ...message,
          actor: line.actor,
          ...unsent,
        }),
      );
    },
  };
}
