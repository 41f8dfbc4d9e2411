import type { IncidentItem } from '../../contracts/incident-item.ts';
import { INCIDENT_CARD, isAboutApproval, type CardStore, type ReadApproval } from '../../incidents/cards.ts';
import type { Notification, NotificationChannel } from '../../incidents/notifications.ts';
import type { SlackMessage } from '../../incidents/slack-text.ts';
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
 * of has changed, and posted anew where it can't be. What is posted is remembered before the next is, so that trying it
 * again repeats one message at most.
 */
export function createSlackChannel(dependencies: SlackChannelDependencies): NotificationChannel {
  return {
    name: 'slack',
    deliver: async (notification) => {
      const { kind, incident } = notification;
      if (isAboutApproval(kind)) return showApproval(dependencies, notification);
      const known = await dependencies.cards.read(incident.incident_id, INCIDENT_CARD);
      if (kind === 'opened' && known !== undefined) return;
      const message = incidentCard(incident, dependencies.base);
      const card = await show(dependencies, { incident, name: INCIDENT_CARD, message, known });
      if (kind !== 'opened') await tellBelow(dependencies, notification, card);
    },
  };
}

interface Card {
  readonly incident: IncidentItem;
  readonly name: string;
  readonly message: SlackMessage;
  /** Where it was posted. */
  readonly known: string | undefined;
}

/** @returns where it stands now: anybody in the channel can have deleted it, and the channel may be another one */
async function show(
  { slack, cards }: SlackChannelDependencies,
  { incident, name, message, known }: Card,
): Promise<string> {
  if (known !== undefined && (await slack.update(known, message))) return known;
  const ts = await slack.post(message);
  await cards.keep(incident.incident_id, name, ts);
  return ts;
}

async function tellBelow(
  { slack }: SlackChannelDependencies,
  { kind, line }: Notification,
  card: string,
): Promise<void> {
  await slack.post(lineMessage(line), { thread: card, loud: kind === 'escalated' });
}

/** As it stands by now: one that was decided before its card was posted gets no buttons. */
async function showApproval(
  dependencies: SlackChannelDependencies,
  { incident, line }: Notification,
): Promise<void> {
  const { cards, approval: read, base } = dependencies;
  const approval = line.approval_id === undefined ? undefined : await read(line.approval_id);
  if (!approval) return;
  const name = approval.approval_id;
  const known = await cards.read(incident.incident_id, name);
  await show(dependencies, { incident, name, message: approvalCard({ approval, incident }, base), known });
}
