import { destination, type Logger, pino } from "pino";

export type { Logger };

/** JSON lines on standard error. They hold no question and no quote. */
export function createLogger(level: string): Logger {
	return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, destination({ dest: 2, sync: true }));
}
