import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { ExecutionStorage, StoredExecution } from './execution-storage.ts';
import type { Journal, JournalLine } from './journal.ts';

/**
 * Executions in a folder: `executions/<hash of the ARN>.jsonl`, a line for each event, and `definitions/<hash>.json`.
 * Each line is one write to the kernel before the call that caused it is answered, so it survives kill -9 (but not the
 * loss of power).
 */
export function executionFolder(folder: string, log: (line: string) => void): ExecutionStorage {
  const executions = path.join(folder, 'executions');
  const definitions = path.join(folder, 'definitions');
  mkdirSync(executions, { recursive: true });
  mkdirSync(definitions, { recursive: true });
  const definitionFile = (hash: string) => path.join(definitions, `${hash}.json`);

  const loadFile = (name: string): StoredExecution[] => {
    const file = path.join(executions, name);
    try {
      const lines = readLines(file);
      if (lines.length === 0) {
        // The process ended before the first line was whole: nobody was told of this execution.
        rmSync(file);
        return [];
      }
      const start = lines[0]?.start;
      if (!start) throw new Error('it does not begin with a start');
      const definitionText = readFileSync(definitionFile(start.definitionHash), 'utf8');
      return [{ lines, definitionText, journal: journalIn(file) }];
    } catch (error) {
      log(`The execution in ${file} cannot be read and is left out: ${String(error)}`);
      return [];
    }
  };

  return {
    open: (executionArn) => journalIn(path.join(executions, `${sha256(executionArn)}.jsonl`)),
    keepDefinition: (hash, text) => {
      const file = definitionFile(hash);
      if (existsSync(file)) return;
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    },
    load: () => readdirSync(executions).flatMap(loadFile),
  };
}

function journalIn(file: string): Journal {
  return {
    append: (line) => {
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
    remove: () => {
      rmSync(file, { force: true });
    },
  };
}

/** Only whole lines were acknowledged; a torn one at the end is cut off, lest the next be glued to it. */
function readLines(file: string): readonly JournalLine[] {
  const content = readFileSync(file);
  const end = content.lastIndexOf('\n') + 1;
  if (end < content.length) truncateSync(file, end);
  const texts = content.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  // Written by this module, so known to have this shape.
  return texts.map((text) => JSON.parse(text) as JournalLine);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
