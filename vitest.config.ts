import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["tests/**/*.test.ts"],
		testTimeout: 30_000,
		retry: process.env.CI === undefined ? 0 : 1, // a browser on a busy machine may be late once; the report names what was tried again
		hookTimeout: 60_000,
		pool: "forks", // the native model runtime loads in one thread of a process only
		coverage: { include: ["src/**/*.ts"], exclude: ["src/widget/**", "src/cli/main.ts"] },
	},
});
