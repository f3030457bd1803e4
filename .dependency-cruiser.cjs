/** The layers of docs/architecture.md. Each ban says why, in the words that a contributor will read. */

const pkg = (...names) => `^node_modules/(${names.map((name) => name.replace('/', '\\/')).join('|')})(/|$)`;

/** Files of `layer` may import only what `allowed` matches; Node's own modules are named too. */
const only = (layer, comment, allowed) => ({
  name: `${layer}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${layer}/` },
  to: { pathNot: allowed },
});

module.exports = {
  forbidden: [
    only('domain', 'domain decides: it is pure, and imports nothing but itself and the calendar.', [
      '^domain/',
      pkg('temporal-polyfill', 'temporal-spec'),
    ]),
    only('locales', 'locales speak: they know i18next, zod and their own files, nothing of the program.', [
      '^locales/',
      '^(node:)?fs$',
      pkg('i18next', 'zod'),
    ]),
    only('db', 'db remembers: it knows domain, the drivers and its keys, never who asks.', [
      '^db/',
      '^domain/',
      '^(node:)?(crypto|fs|net|os|path|process|url|v8)$',
      pkg('drizzle-orm', 'postgres', '@electric-sql/pglite', '@electric-sql/pglite-prepopulatedfs', 'tar'),
      pkg('zod', 'age-encryption'),
    ]),
    only('handlers', 'handlers answer: stores reach them as parameters; they open nothing themselves.', [
      '^handlers/',
      '^domain/',
      '^locales/',
      pkg('grammy', '@grammyjs/conversations'),
    ]),
    {
      name: 'flows-meet-in-callback-data',
      comment: 'No flow imports another: lead to its screen by a route of handlers/callback-data.ts.',
      severity: 'error',
      from: { path: '^handlers/([^/]+)/' },
      to: { path: '^handlers/[^/]+/', pathNot: '^handlers/$1/' },
    },
    {
      name: 'nobody-imports-bot',
      comment: 'bot is how the program starts; what others need of it comes as a parameter.',
      severity: 'error',
      from: { path: '^(domain|locales|db|handlers)/' },
      to: { path: '^bot/' },
    },
    {
      name: 'drizzle-only-in-db',
      comment: 'Queries live in stores. Add a verb to a store under db/ and call that.',
      severity: 'error',
      from: { pathNot: '^(db/|bot/start\\.js|drizzle\\.config\\.ts|test/)' },
      to: { path: pkg('drizzle-orm', 'drizzle-kit') },
    },
    {
      name: 'grammy-only-in-handlers-and-bot',
      comment: 'Only handlers and bot speak with Telegram.',
      severity: 'error',
      from: { pathNot: '^(handlers|bot|test)/' },
      to: { path: pkg('grammy', '@grammyjs/conversations') },
    },
    {
      name: 'the-edge-stays-at-the-edge',
      comment: 'Only the composition root puts the edge in place; nothing else may learn who is who.',
      severity: 'error',
      from: { path: '^bot/', pathNot: '^bot/(edge/|(app|open-line)\\.ts$)' },
      to: { path: '^bot/edge/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-test-in-the-product',
      comment: 'The product never needs its tests.',
      severity: 'error',
      from: { path: '^(bot|db|domain|handlers|locales)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-package-in-the-product',
      comment: 'A package that the product imports stands under dependencies.',
      severity: 'error',
      from: { path: '^(bot|db|domain|handlers|locales)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
