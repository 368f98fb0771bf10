export { withSettings } from "./apply";
export { SettingsError } from "./errors";
export { loadSettings, parseSettings } from "./load";
export { type WaiverEntry, withWaiver } from "./waive";
