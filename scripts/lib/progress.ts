import type { WriteStream } from 'node:tty';

/** A bar on a terminal, a line every tenth elsewhere. */
export function createProgress(label: string, total: number, stream: WriteStream): (done: number) => void {
  const isTerminal = stream.isTTY;
  const every = Math.max(1, Math.floor(total / (isTerminal ? 100 : 10)));
  return (done) => {
    if (done % every !== 0 && done !== total) return;
    const percent = Math.floor((100 * done) / total);
    const bar = '━'.repeat(Math.floor(percent / 4)).padEnd(25, '╌');
    const line = `  ${label} ${bar} ${String(percent).padStart(3)} % of ${total}`;
    stream.write(isTerminal ? `\r${line}${done === total ? '\n' : ''}` : `${line}\n`);
  };
}
