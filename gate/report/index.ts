export { faultText, isFault } from "./fault";
export { findingText } from "./finding-text";
export { toFlowJson, toFlowText } from "./flow-text";
export { toGithub } from "./github";
export { toJunit } from "./junit";
export { toMarkdown } from "./markdown";
export { mergeReports, type NamedReport } from "./merge";
export { withLocations } from "./positions/index";
export { type Report, toJson, toReport } from "./report";
export {
  toResponsibilities,
  toResponsibilitiesHtml,
  toResponsibilitiesJson,
  toResponsibilitiesMarkdown,
  toResponsibilitiesText,
} from "./responsibilities/index";
export { toSarif } from "./sarif/index";
export { toSummary } from "./summary";
export { count, type Output, type Terminal, terminalOf, wrap } from "./terminal";
export { toText } from "./text";
export { toView } from "./view";
