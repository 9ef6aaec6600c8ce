import { type Command, InvalidArgumentError, Option } from "commander";
import { SETTINGS } from "../config.ts";

export type SettingName = keyof typeof SETTINGS;

/**
 * The option of a setting: on the command line, else from the environment, else its fallback.
 * @param description where it means something of its own
 */
export function settingOption(name: SettingName, description: string = SETTINGS[name].description): Option {
	const setting = SETTINGS[name];
	const option = new Option(setting.flag, description).env(setting.env).argParser((value) => {
		try {
			return setting.parse(value);
		} catch (error) {
			throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
		}
	});
	return "fallback" in setting ? option.default(setting.parse(setting.fallback), setting.fallback) : option;
}

/** What opens an index for questions. */
export type OpeningOptions = { index: string; model?: string; reranker?: string; modelCache?: string; hub?: string };

const OPENING = ["index", "model", "reranker", "modelCache", "hub"] as const;

/** Gives a command the options that say which index is asked, and with which models. */
export function addOpeningOptions(command: Command): Command {
	for (const name of OPENING) command.addOption(settingOption(name));
	return command;
}
