/** Rules of Artisan that no published one is: two budgets (exports a file, default exports), and text for a browser. */

const maxExports = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } } }],
    messages: {
      tooMany:
        'This file exports {{count}} values, at most {{max}} are allowed: it does more than one thing.',
    },
  },
  create(context) {
    const { max } = context.options[0];
    let count = 0;
    const countDeclaration = (node) => {
      if (node.exportKind === 'type') return;
      const { declaration } = node;
      if (declaration?.type.startsWith('TS')) return;
      count += declaration?.type === 'VariableDeclaration' ? declaration.declarations.length : 1;
      if (!declaration) count += node.specifiers.length - 1;
    };
    return {
      ExportNamedDeclaration: countDeclaration,
      ExportAllDeclaration: () => {
        count += 1;
      },
      'Program:exit': (node) => {
        if (count > max) context.report({ node, messageId: 'tooMany', data: { count, max } });
      },
    };
  },
};

const noDefaultExport = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { named: 'Export by name: a default export has as many names as importers.' },
  },
  create: (context) => ({
    ExportDefaultDeclaration: (node) => context.report({ node, messageId: 'named' }),
  }),
};

const MARKUP = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'write']);

const noMarkup = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { markup: 'What comes from elsewhere becomes text, never markup.' },
  },
  create(context) {
    const report = (node, name) => {
      if (MARKUP.has(name)) context.report({ node, messageId: 'markup' });
    };
    return {
      Identifier: (node) => report(node, node.name),
      Literal: (node) => report(node, node.value),
    };
  },
};

export default {
  meta: { name: 'artisan' },
  rules: { 'max-exports': maxExports, 'no-default-export': noDefaultExport, 'no-markup': noMarkup },
};
