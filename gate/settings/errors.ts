import { GateError } from "../engine/index";

/** The settings file is not as it should be: a line for each thing that is wrong, with file, line and column. */
export class SettingsError extends GateError {}
