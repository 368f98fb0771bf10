import { type Output, terminalOf } from "../../report/index";

/** A line that shows how far something is, and goes away at the end. */
export interface ProgressBar {
  readonly show: (done: number, total: number) => void;
  readonly clear: () => void;
}

const barWidth = 24;
/** Milliseconds between two pictures of it. */
const leastPause = 80;

/** A progress bar on a terminal; nothing in a pipe or a file, nor in CI. */
export function progressBar(
  output: Output,
  label: string,
  color?: boolean,
  now = () => performance.now(),
): ProgressBar {
  const isShown = output.isTTY === true && process.env["TERM"] !== "dumb" && (process.env["CI"] ?? "") === "";
  if (!isShown) return { show: () => undefined, clear: () => undefined };
  const { colors, width } = terminalOf(output, color === false ? false : undefined);
  let last: number | undefined;
  return {
    show(done, total) {
      const time = now();
      if (last !== undefined && time - last < leastPause && done < total) return;
      last = time;
      const full = total === 0 ? barWidth : Math.round((done / total) * barWidth);
      const counted = `${label}  ${done} of ${total}`;
      const bar = `  ${colors.cyan("━".repeat(full))}${colors.dim("─".repeat(barWidth - full))}`;
      output.write(`\r\u001b[2K${counted}${counted.length + barWidth + 2 < width ? bar : ""}`);
    },
    clear() {
      if (last !== undefined) output.write("\r\u001b[2K");
      last = undefined;
    },
  };
}
