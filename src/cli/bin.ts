#!/usr/bin/env node
// The Node version is checked before anything else is imported: better-sqlite3 13 crashes Node 20 without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 20)) {
  process.stderr.write(
    `crm-hygiene needs Node 22.20 or newer; this is Node ${process.versions.node}.\n` +
      'In a checkout run it through npm, which brings its own Node: npm run -s hygiene -- --help\n',
  );
  process.exit(2);
}
const { main } = await import('./main.ts');
await main();

export {};
