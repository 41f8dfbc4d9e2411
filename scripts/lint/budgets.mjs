/** ESLint rules for the two budgets that no published rule counts: exports a file, and default exports. */

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

export const budgets = { rules: { 'max-exports': maxExports, 'no-default-export': noDefaultExport } };
