/**
 * Has an error that nobody catches printed as text instead of a stack trace, and ends the process with a code. Where the
 * program or a test runner looks after uncaught errors itself, it is left to them.
 */
export function printUncaught(error: unknown, text: () => string, exitCode: number): void {
  if (process.listenerCount("uncaughtException") > 0) return;
  process.once("uncaughtException", (thrown) => {
    const isOther = thrown !== error;
    const message = isOther
      ? `${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`
      : text();
    process.stderr.write(message, () => process.exit(isOther ? 1 : exitCode));
  });
}
