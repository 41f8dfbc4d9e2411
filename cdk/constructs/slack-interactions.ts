import { Construct } from 'constructs';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';
import { grantTellRunbooks } from './grant-tell-runbooks.ts';
import type { Identity } from './identity.ts';
import type { NotificationChannels } from './notification-channels.ts';

export interface SlackInteractionsProps extends FunctionSettings {
  readonly controlTable: ControlTable;
  readonly identity: Identity;
  readonly channels: NotificationChannels;
}

/** Clicks on the buttons of cards in Slack. */
export class SlackInteractions extends Construct {
  readonly function: BundledFunction;

  constructor(scope: Construct, id: string, props: SlackInteractionsProps) {
    super(scope, id);
    const { controlTable, identity, channels, ...settings } = props;
    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'slack-interactions',
      description: 'Takes decisions of people who click in Slack',
      memoryMb: 512,
      // A decision, and then a word to whoever made it.
      timeoutSeconds: 25,
    });
    controlTable.incidents.grantTakeClicks(this.function);
    controlTable.approvals.grantSettle(this.function);
    controlTable.approvals.grantAnswer(this.function);
    grantTellRunbooks(this.function, settings.stage.name);
    identity.grantAskWhoIsWho(this.function);
    channels.grantTakeClicks(this.function);
  }
}
