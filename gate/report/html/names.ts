/** What CDKTF puts behind the path of a construct to make a name of it. */
const digest = /_[0-9A-F]{8}$/;

/** An address without its type and the digest of CDKTF, for places that have little room: the whole address must stand near by. */
export function shortName(address: string): string {
  const [, module = "", name = address] = /^(.*?)(?:data\.)?aws_[a-z0-9_]+\.(.+)$/.exec(address) ?? [];
  return `${module.replace(/^[^:]*:/, "")}${name.replace(digest, "")}`;
}

/** Text of at most `most` characters: of a longer one the start and the end, which tell names apart. */
export function fitted(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - end).join("")}…${characters.slice(-end).join("")}`;
}

/** `1, 2 and 3`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}
