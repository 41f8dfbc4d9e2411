import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleConsole } from '../../../scripts/lib/build/bundle-console.ts';
import { filesIn } from '../../invariants/source-files.ts';

/** Of the issue; what a phone on a bad line still gets in a second or two. */
const MOST_BYTES = 60 * 1024;

describe('what a browser loads of the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-console-'));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  let script = '';
  let style = '';

  beforeAll(async () => {
    ({ script, style } = await bundleConsole(folder));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is at most 60 kB of script, packed', () => {
    expect(gzipSync(read(script), { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('names files by their content, and the page names those', () => {
    expect(readdirSync(folder).sort()).toEqual(['icon.svg', 'index.html', script, style].sort());
    expect(script).toMatch(/^console-[0-9A-Z]{8}\.js$/);
    expect(read('index.html')).toContain(`src="/console/${script}"`);
    expect(read('index.html')).toContain(`href="/console/${style}"`);
  });

  it('holds no script or style in the page, nor asks for any by an attribute', () => {
    const html = read('index.html');

    expect([...html.matchAll(/<script(?! type="module" src="\/console\/[\w.-]+"><\/script>)/g)]).toEqual([]);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  });

  it('asks nobody else for anything', () => {
    const addresses = [...`${read(script)}${read(style)}`.matchAll(/https?:\/\/([\w.-]+)/g)].map(
      ([, host]) => host,
    );

    expect(addresses.filter((host) => host !== 'www.w3.org')).toEqual([]);
    expect(read(style)).not.toMatch(/@import|url\(/);
  });

  it('makes no markup of text anywhere in its sources', () => {
    const offending = filesIn(['console']).filter(({ text }) =>
      /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|createContextualFragment/.test(
        text,
      ),
    );

    expect(offending.map(({ path }) => path)).toEqual([]);
  });
});
