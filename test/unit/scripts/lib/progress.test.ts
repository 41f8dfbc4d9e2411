import { WriteStream } from 'node:tty';
import { createProgress } from '../../../../scripts/lib/progress.ts';

/** What a stream was told, without one: only these two members are used. */
function recording(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return {
    written,
    stream: Object.assign(Object.create(WriteStream.prototype) as WriteStream, { isTTY, write }),
  };
}

function runThrough(total: number, isTTY: boolean): string[] {
  const { written, stream } = recording(isTTY);
  const report = createProgress('replaying', total, stream);
  for (let done = 1; done <= total; done += 1) report(done);
  return written;
}

describe('the progress', () => {
  it('on a terminal is one line that is written over, once a percent, and ended', () => {
    const written = runThrough(1_000, true);

    expect(written).toHaveLength(100);
    expect(written.every((text) => text.startsWith('\r'))).toBe(true);
    expect(written.filter((text) => text.endsWith('\n'))).toEqual([written.at(-1)]);
    expect(written.at(-1)).toContain(`${'━'.repeat(25)} 100 % of 1000`);
  });

  it('elsewhere is a line every tenth', () => {
    const written = runThrough(1_000, false);

    expect(written).toHaveLength(10);
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\r'))).toBe(true);
    expect(written[4]).toContain(' 50 % of 1000');
  });

  it.each([1, 3, 7, 99, 101])('of %d ends at 100 percent, once', (total) => {
    const written = runThrough(total, false);

    expect(written.filter((text) => text.includes('100 %'))).toEqual([written.at(-1)]);
  });
});
