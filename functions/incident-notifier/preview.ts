import type { Channels } from '../../lib/contracts/channels.ts';
import type { ReadApproval } from '../../lib/incidents/cards.ts';
import { pagesOf, type PagesDependencies } from '../../lib/incidents/pages.ts';
import { messageOf } from '../../lib/incidents/slack-card.ts';
import type { Preview } from './log-channel.ts';

export interface PreviewDependencies extends PagesDependencies {
  readonly channels: Channels;
  readonly approval: ReadApproval;
}

/** The messages of channels that are off, as they would have gone out. */
export function createPreview(dependencies: PreviewDependencies): Preview {
  const { channels, approval: read, base } = dependencies;
  return async (notification) => {
    const { approval_id: id } = notification.line;
    const approval = channels.slack || id === undefined ? undefined : await read(id);
    return {
      ...(!channels.slack && { slack: messageOf(notification, approval, base) }),
      ...(!channels.pagerduty && { pagerduty: await pagesOf(dependencies, notification) }),
    };
  };
}
