export { evaluateFurther } from "./evaluate";
export { type FurtherPolicies, loadFurther } from "./load";
