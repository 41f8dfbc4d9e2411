import fc from 'fast-check';
import { signatureFault, signatureOf } from '../../../lib/incidents/slack-signature.ts';

const NOW = 1_531_420_618_000;
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
/** The example of "Verifying requests from Slack". */
const EXAMPLE = {
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  ),
};

describe('the signature of a request from Slack', () => {
  it('is right for the example of its documentation', () => {
    expect(signatureFault(EXAMPLE, { secret: SECRET, now: NOW })).toBeUndefined();
  });

  it.each([-300, 0, 300])('is taken %s s off', (seconds) => {
    expect(signatureFault(EXAMPLE, { secret: SECRET, now: NOW + seconds * 1_000 })).toBeUndefined();
  });

  it.each([-301, 301, 86_400])('is too old, or of the future, %s s off', (seconds) => {
    expect(signatureFault(EXAMPLE, { secret: SECRET, now: NOW + seconds * 1_000 })).toMatch(
      /more than 300 s/,
    );
  });

  it('is wrong for any other body, timestamp or secret', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, flip) => {
        const signed = { timestamp: EXAMPLE.timestamp, body: Buffer.from(body) };
        const signature = signatureOf(signed.timestamp, signed.body, SECRET);
        const altered = Buffer.from(body);
        const position = at % altered.length;
        altered[position] = (altered[position] ?? 0) ^ flip;

        const faults = [
          signatureFault({ ...signed, signature, body: altered }, { secret: SECRET, now: NOW }),
          signatureFault({ ...signed, signature, timestamp: '1531420619' }, { secret: SECRET, now: NOW }),
          signatureFault({ ...signed, signature }, { secret: `${SECRET}x`, now: NOW }),
        ];

        expect(faults).toEqual(Array(3).fill(expect.stringContaining('its signature is not')));
        expect(signatureFault({ ...signed, signature }, { secret: SECRET, now: NOW })).toBeUndefined();
      }),
    );
  });

  it.each([
    [{ signature: undefined }],
    [{ signature: '' }],
    [{ timestamp: undefined }],
    [{ timestamp: '' }],
    [{ timestamp: '1531420618.0' }],
    [{ timestamp: '-1531420618' }],
    [{ timestamp: 'Infinity' }],
    [{ timestamp: '9'.repeat(400) }],
    [{ signature: EXAMPLE.signature.toUpperCase() }],
    [{ signature: EXAMPLE.signature.slice(0, -1) }],
    [{ signature: `${EXAMPLE.signature}0` }],
    [{ signature: EXAMPLE.signature.replace('v0=', 'v1=') }],
    [{ signature: 'ü'.repeat(67) }],
  ])('is refused with %j', (change) => {
    expect(signatureFault({ ...EXAMPLE, ...change }, { secret: SECRET, now: NOW })).toBeDefined();
  });
});
