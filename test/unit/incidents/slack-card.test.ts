import fc from 'fast-check';
import { approvalCard, incidentCard, lineMessage } from '../../../lib/incidents/slack-card.ts';
import type { Block, SlackMessage } from '../../../lib/incidents/slack-text.ts';
import { anApproval } from '../../support/approvals/builders.ts';
import { aLine, anIncident } from '../../support/incidents/builders.ts';

const BASE = 'https://api.example/';

interface Text {
  readonly type: string;
  readonly text: string;
}

function textsOf({ blocks }: SlackMessage): readonly Text[] {
  return blocks.flatMap((block: Block) => [
    ...(typeof block['text'] === 'object' ? [block['text'] as Text] : []),
    ...(block['type'] === 'context' ? (block['elements'] as Text[]) : []),
  ]);
}

const anyText = fc.string({ unit: 'binary', maxLength: 5_000 });

describe('a card for Slack', () => {
  it('says what, how badly, of what, and where to go on', () => {
    const card = incidentCard(anIncident(), BASE);

    const id = anIncident().incident_id;
    expect(card).toEqual({
      text: '[sev3] RL Reward Runaway (open)',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: ':rotating_light: RL Reward Runaway' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'The rewards of run-1 ran away' } },
        {
          type: 'context',
          elements: ['*sev3*', 'open', 'RL, PPO', `<${BASE}console/#/incidents/${id}|${id}>`].map((text) => ({
            type: 'mrkdwn',
            text,
          })),
        },
      ],
    });
  });

  it('has no mention, link or command of whoever wrote the incident', () => {
    const description = '<!channel> <@U123> <https://evil.example|click> & more';

    const { blocks } = incidentCard(anIncident({ description, title: '<!here>' }), BASE);

    expect(JSON.stringify(blocks)).toContain('&lt;!channel&gt; &lt;@U123&gt;');
    // A plain text has no markup to escape from.
    expect(blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: ':rotating_light: <!here>' },
    });
  });

  it('fits what Slack takes, whatever it is about', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.jsonValue(), (title, description, plan) => {
        const incident = anIncident({ title, description });
        const approval = anApproval({ summary: description, plan: { plan } });

        const cards = [
          incidentCard(incident, BASE),
          approvalCard({ approval, incident }, BASE),
          lineMessage(aLine({ text: description })),
        ];

        for (const { type, text } of cards.flatMap(textsOf))
          expect(text.length).toBeLessThanOrEqual(type === 'plain_text' ? 150 : 3_000);
        for (const { blocks } of cards) expect(blocks.length).toBeLessThanOrEqual(50);
      }),
    );
  });

  it('carries the plan it was asked for in its buttons, and asks once more before it counts', () => {
    const approval = anApproval();

    const { blocks } = approvalCard({ approval, incident: anIncident() }, BASE);

    const { approval_id, plan_hash } = approval;
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [
        {
          action_id: 'approve',
          value: JSON.stringify({ approval_id, plan_hash }),
          confirm: expect.any(Object),
        },
        {
          action_id: 'reject',
          value: JSON.stringify({ approval_id, plan_hash }),
          confirm: expect.any(Object),
        },
      ],
    });
  });
});
