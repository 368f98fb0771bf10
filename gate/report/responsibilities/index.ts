export { toResponsibilitiesHtml } from "./html";
export { toResponsibilitiesMarkdown } from "./markdown";
export { toResponsibilities, toResponsibilitiesJson } from "./table";
export { toResponsibilitiesText } from "./text";
