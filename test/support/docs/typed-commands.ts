import { readFileSync } from 'node:fs';

/** What a page tells to type: the words of each line in its shell blocks that runs npm or npx, without comments. */
export function typedCommands(page: string): readonly (readonly string[])[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```sh\n(.*?)^```/gms);
  return [...blocks]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => /^np[mx] /.test(line))
    .map(wordsOf);
}

/** A shell's, as far as docs need one. @throws Error for a line that does more than run a command */
function wordsOf(line: string): readonly string[] {
  const [command = ''] = line.split(/ +#/);
  if (/[|&;<>$`()\\]/.test(command)) throw new Error(`More than a command: ${line}`);
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
