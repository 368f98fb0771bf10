export { faultText, isFault } from "./fault";
export { findingText } from "./finding-text";
export { toFlowJson, toFlowText } from "./flow-text";
export { mergeReports, type NamedReport } from "./merge";
export { type Report, toJson, toReport } from "./report";
export {
  toResponsibilities,
  toResponsibilitiesHtml,
  toResponsibilitiesJson,
  toResponsibilitiesMarkdown,
  toResponsibilitiesText,
} from "./responsibilities/index";
export { toSummary } from "./summary";
export { count, type Output, type Terminal, terminalOf, wrap } from "./terminal";
export { toText } from "./text";
export { writeReport } from "./write";
