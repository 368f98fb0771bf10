export { toHtml } from "./page";
