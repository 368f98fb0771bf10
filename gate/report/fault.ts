import { InputError } from "../document/index";
import { clean, GateError } from "../engine/index";

/** Why nothing was judged, for people. An error that nobody meant comes with its stack trace. */
export function faultText(error: unknown): string {
  if (isFault(error)) return `NOT JUDGED  ${lines(error.message)}\n`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `NOT JUDGED  eksgate has failed, which is a fault of its own:\n${lines(text)}\n`;
}

/** Whether an error tells by itself why the gate could not judge. */
export function isFault(error: unknown): error is GateError | InputError {
  return error instanceof GateError || error instanceof InputError;
}

function lines(text: string): string {
  return text.split("\n").map(clean).join("\n");
}
