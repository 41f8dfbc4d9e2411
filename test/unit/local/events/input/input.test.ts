import { compileInputTransformer } from '../../../../../local/events/input/input-transformer.ts';
import { parseJsonPath } from '../../../../../local/events/input/json-path.ts';
import type { BusEvent } from '../../../../../local/events/event.ts';

/** The event of "Amazon EventBridge input transformation". */
const EVENT: BusEvent = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: {
    'instance-id': 'i-0123456789',
    state: 'RUNNING',
    count: 3,
    tags: [{ key: 'a' }, { key: 'b' }],
    quote: 'a"b',
  },
};
const CONTEXT = {
  ruleArn: 'arn:aws:events:us-east-2:123456789012:rule/example',
  ruleName: 'example',
  acceptedAt: Date.UTC(2015, 10, 11, 21, 30),
};
const PATHS = {
  timestamp: '$.time',
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  count: '$.detail.count',
  tags: '$.detail.tags',
  missing: '$.detail.missing',
  quote: '$.detail.quote',
};

const transform = (template: string, paths: Record<string, string> = PATHS) =>
  compileInputTransformer(template, paths)(EVENT, CONTEXT);

describe('the input transformer, by the examples of the user guide', () => {
  it.each([
    ['a simple string', '"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    [
      'escaped quotes',
      '"instance \\"<instance>\\" is in <state>"',
      '"instance \\"i-0123456789\\" is in RUNNING"',
    ],
    [
      'simple JSON',
      '{\n  "instance" : <instance>,\n  "state": <state>\n}',
      '{"instance":"i-0123456789","state":"RUNNING"}',
    ],
    [
      'JSON with strings and variables',
      '{"instance": <instance>, "state": "<state>", "instanceStatus": "instance \\"<instance>\\" is in <state>"}',
      '{"instance":"i-0123456789","state":"RUNNING","instanceStatus":"instance \\"i-0123456789\\" is in RUNNING"}',
    ],
    [
      'variables among constants',
      '{"state": [ 9, <state>, true ], "t": "Yes"}',
      '{"state":[9,"RUNNING",true],"t":"Yes"}',
    ],
    ['reserved variables in a string', '"<aws.events.rule-name> triggered"', '"example triggered"'],
    [
      'reserved variables in JSON',
      '{"arn": <aws.events.rule-arn>, "at": <aws.events.event.ingestion-time>}',
      '{"arn":"arn:aws:events:us-east-2:123456789012:rule/example","at":"2015-11-11T21:30:00Z"}',
    ],
    [
      'numbers, lists and objects',
      '{"count": <count>, "tags": <tags>}',
      '{"count":3,"tags":[{"key":"a"},{"key":"b"}]}',
    ],
    ['an object in a string', '"tags <tags>, count <count>"', '"tags [{key:a},{key:b}], count 3"'],
    ['a variable of nothing', '{"a": <missing>, "b": "x<missing>y"}', '{"a":"","b":"xy"}'],
    ['lines of strings', '"<instance> is"\n"<state>"', '"i-0123456789 is"\n"RUNNING"'],
    ['a sign that is no placeholder', '"a < b and <state>"', '"a < b and RUNNING"'],
  ])('fills in %s', (_what, template, expected) => {
    expect(transform(template)).toBe(expected);
  });

  it('gives the event without its detail, and with it', () => {
    const input = JSON.parse(
      transform('{"event": <aws.events.event>, "json": <aws.events.event.json>}'),
    ) as unknown;

    expect(input).toEqual({ event: { ...EVENT, detail: undefined }, json: EVENT });
    expect(input).not.toHaveProperty('event.detail');
  });

  it('fails an event whose value breaks the JSON, because nothing is escaped', () => {
    expect(() => transform('{"a": "<quote>"}')).toThrow(/not JSON/);
  });

  it.each([
    ['a string without quotes', '<instance> is in <state>', PATHS, /strings need quotes/],
    ['broken JSON', '{"a": <instance>', PATHS, /not JSON/],
    ['a placeholder nobody defined', '{"a": <other>}', PATHS, /<other> is not in InputPathsMap/],
    ['a placeholder as key', '{<instance>: 1}', PATHS, /object key/],
    ['a placeholder inside a key', '{"<instance>": 1}', PATHS, /object key/],
    ['a reserved name', '"x"', { 'aws.mine': '$.a' }, /not allowed/],
    ['a bracketed path', '"x"', { a: "$['detail']" }, /not supported/],
  ])('refuses %s', (_what, template, paths, reason) => {
    expect(() => compileInputTransformer(template, paths)).toThrow(reason);
  });
});

describe('a JSON path', () => {
  it.each([
    ['$', EVENT],
    ['$.detail.state', 'RUNNING'],
    ['$.resources[0]', EVENT.resources[0]],
    ['$.detail.tags[1].key', 'b'],
    ['$.detail.tags[*].key', ['a', 'b']],
    ['$.detail.tags[9]', undefined],
    ['$.detail.constructor', undefined],
    ['$.detail.state.length', undefined],
  ])('%s', (path, expected) => {
    expect(parseJsonPath(path)(EVENT)).toEqual(expected);
  });

  it.each(['detail', '$..a', '$.a[?(@.b)]', '$.', '$.a[-1]', ''])('%j is refused', (path) => {
    expect(() => parseJsonPath(path)).toThrow(/not supported/);
  });
});
