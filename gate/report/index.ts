export { faultText, isFault } from "./fault";
export { findingText } from "./finding-text";
export { type Report, type ReportedFinding, type Summary, summarize, toJson, toReport } from "./report";
export { toSummary } from "./summary";
export { count, type Output, type Terminal, terminalOf, wrap } from "./terminal";
export { type TextOptions, toText, verdictText } from "./text";
export { writeReport } from "./write";
