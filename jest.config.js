export default {
  testEnvironment: 'node',
  // A shared machine can be ten times slower than usual; a test that hangs still ends.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/rules/**/*.test.ts', '<rootDir>/connectors/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Examples of plug-ins import us by our name, as anybody outside does.
  moduleNameMapper: {
    '^crm-hygiene$': '<rootDir>/src/index.ts',
    '^crm-hygiene/testing$': '<rootDir>/src/testing/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
};
