export * from "./gate";
export * from "./gate/cdktf";
export * from "./modules";
export * from "./stacks";
