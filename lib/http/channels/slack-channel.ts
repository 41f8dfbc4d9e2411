import { INCIDENT_CARD, isAboutApproval, type CardStore, type ReadApproval } from '../../incidents/cards.ts';
import type { Notification, NotificationChannel } from '../../incidents/notifications.ts';
import { approvalCard, incidentCard, lineMessage } from '../../incidents/slack-card.ts';
import type { SlackApi } from './slack-api.ts';

export interface SlackChannelDependencies {
  readonly slack: SlackApi;
  readonly cards: CardStore;
  readonly approval: ReadApproval;
  /** Of the API, for links. */
  readonly base: string;
}

/**
 * A card an incident, with what happens to it in its thread, and a card an approval. A card is changed when what it tells
 * of has changed. Each delivery posts one message at most, and last, so that trying it again repeats none.
 */
export function createSlackChannel(dependencies: SlackChannelDependencies): NotificationChannel {
  return {
    name: 'slack',
    deliver: async (notification) => {
      const { kind, incident } = notification;
      const card = await dependencies.cards.read(incident.incident_id, INCIDENT_CARD);
      if (kind === 'opened' && card === undefined) await postIncident(dependencies, notification);
      if (kind === 'opened') return;
      if (isAboutApproval(kind)) await showApproval(dependencies, notification);
      else await tellBelow(dependencies, notification, card);
    },
  };
}

async function postIncident(
  { slack, cards, base }: SlackChannelDependencies,
  { incident }: Notification,
): Promise<void> {
  const ts = await slack.post(incidentCard(incident, base));
  await cards.keep(incident.incident_id, INCIDENT_CARD, ts);
}

async function tellBelow(
  { slack, base }: SlackChannelDependencies,
  { kind, incident, line }: Notification,
  card: string | undefined,
): Promise<void> {
  if (card !== undefined) await slack.update(card, incidentCard(incident, base));
  const options = card === undefined ? {} : { thread: card, loud: kind === 'escalated' };
  await slack.post(lineMessage(line), options);
}

/** As it stands by now: one that was decided before its card was posted gets no buttons. */
async function showApproval(
  { slack, cards, approval: read, base }: SlackChannelDependencies,
  { incident, line }: Notification,
): Promise<void> {
  const approval = line.approval_id === undefined ? undefined : await read(line.approval_id);
  if (!approval) return;
  const message = approvalCard({ approval, incident }, base);
  const card = await cards.read(incident.incident_id, approval.approval_id);
  if (card !== undefined) {
    await slack.update(card, message);
    return;
  }
  const ts = await slack.post(message);
  await cards.keep(incident.incident_id, approval.approval_id, ts);
}
