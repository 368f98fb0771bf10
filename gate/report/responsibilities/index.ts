export { responsibilitiesSections, toResponsibilitiesHtml } from "./html";
export { toResponsibilitiesMarkdown } from "./markdown";
export { styles } from "./styles";
export { toResponsibilities, toResponsibilitiesJson } from "./table";
export { toResponsibilitiesText } from "./text";
export { summaryText } from "./words";
