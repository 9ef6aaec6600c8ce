import { InvalidArgumentError, Option } from "commander";
import { SETTINGS } from "../config.ts";

export type SettingName = keyof typeof SETTINGS;

/** The option of a setting: on the command line, else from the environment, else its fallback. */
export function settingOption(name: SettingName): Option {
	const setting = SETTINGS[name];
	const option = new Option(setting.flag, setting.description).env(setting.env).argParser((value) => {
		try {
			return setting.parse(value);
		} catch (error) {
			throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
		}
	});
	return "fallback" in setting ? option.default(setting.parse(setting.fallback), setting.fallback) : option;
}
