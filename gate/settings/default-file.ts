/** The settings file that is read where it exists, from the folder that the program runs in. */
export const defaultSettingsFile = "eksgate.yaml";
