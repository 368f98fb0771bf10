export { withSettings } from "./apply";
export { SettingsError } from "./errors";
export { loadSettings, parseSettings } from "./load";
