import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["tests/**/*.test.ts"],
		testTimeout: 30_000,
		hookTimeout: 60_000,
		pool: "forks", // the native model runtime loads in one thread of a process only
		coverage: { include: ["src/**/*.ts"], exclude: ["src/widget/**", "src/cli/main.ts"] },
	},
});
