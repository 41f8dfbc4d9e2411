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

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

const anyText = fc.string({ unit: 'binary', maxLength: 5_000 });

describe('a card for Slack', () => {
  it('says what, how badly, of what, and where to go on', () => {
    const card = incidentCard(anIncident(), BASE);

    const id = anIncident().incident_id;
    expect(card).toEqual({
      text: '[sev3] RL Reward Runaway (open)',
      blocks: [
        { type: 'header', text: { ...plain(':rotating_light: RL Reward Runaway'), emoji: true } },
        { type: 'section', text: plain('The rewards of run-1 ran away') },
        {
          type: 'context',
          elements: [
            ...['sev3', 'open', 'RL, PPO'].map(plain),
            { type: 'mrkdwn', text: `<${BASE}console/#/incidents/${id}|${id}>`, verbatim: true },
          ],
        },
      ],
    });
  });

  it('leads to what a person does by hand where its runbook does not help', () => {
    const { blocks } = incidentCard(anIncident({ runbook: 'a_runbook' }), BASE);

    const link = `<${BASE}console/#/runbooks/a_runbook|what to do by hand>`;
    expect(JSON.stringify(blocks.at(-1))).toContain(link);
  });

  it.each([
    '<!channel> <@U123> <https://evil.example|click>',
    '*bold* _italic_ `code` ~gone~ ```block```',
    'https://evil.example #general @here',
    '> quoted',
  ])('has no mention, link or format of whoever wrote of it: %s', (foreign) => {
    const incident = { ...anIncident({ title: foreign, description: foreign }), resolution: foreign };
    incident.components = [foreign];
    const names = { runbook: foreign, step: foreign, resource: foreign, decided_by: foreign };
    const approval = anApproval({ ...names, status: 'approved', summary: foreign, plan: { foreign } });

    const cards = [
      incidentCard({ ...incident, status: 'resolved', resolved_by: foreign }, BASE),
      approvalCard({ approval, incident }, BASE),
      lineMessage(aLine({ text: foreign })),
    ];

    const marked = cards.flatMap(textsOf).filter(({ type }) => type === 'mrkdwn');
    expect(marked.length).toBeGreaterThan(0);
    for (const { text } of marked) expect(text).toMatch(/^<https:\/\/api\.example\/[\w/#-]+\|[\w\s-]+>$/);
    for (const { text } of cards) expect(text).not.toMatch(/<(?=[!@#h])/);
  });

  it('says something of everything: Slack refuses a text of nothing', () => {
    const incident = { ...anIncident({ title: ' ', description: '' }), resolution: '\n' };

    for (const { text } of [incidentCard(incident, BASE), lineMessage(aLine({ text: '' }))].flatMap(textsOf))
      expect(text.trim()).not.toBe('');
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
        for (const card of cards) expect(JSON.stringify(card).isWellFormed()).toBe(true);
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
