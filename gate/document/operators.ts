/** `!` and `-` on a known value; `undefined` where Terraform would refuse it. */
export function applyUnary(operator: string, operand: unknown): boolean | number | undefined {
  if (operator === "!") {
    return typeof operand === "boolean" ? !operand : undefined;
  }
  return typeof operand === "number" ? -operand : undefined;
}

/** An operator on two known values; `undefined` where it has none. */
export function applyBinary(operator: string, left: unknown, right: unknown): boolean | number | undefined {
  if (operator === "==" || operator === "!=") {
    const scalar = [left, right].every((value) => typeof value !== "object" || value === null);
    return scalar ? (left === right) === (operator === "==") : undefined;
  }
  if (typeof left === "boolean" && typeof right === "boolean") {
    return operator === "&&" ? left && right : operator === "||" ? left || right : undefined;
  }
  return typeof left === "number" && typeof right === "number" ? arithmetic[operator]?.(left, right) : undefined;
}

const arithmetic: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};
