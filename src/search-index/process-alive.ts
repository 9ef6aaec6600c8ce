import { systemCode } from "../errors.ts";

/** Whether a process with this number runs on this machine. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return systemCode(error) === "EPERM";
	}
}
