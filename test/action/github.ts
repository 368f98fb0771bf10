import { createServer, type Server } from "node:http";
import { z } from "zod";

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

const sent = z.object({ body: z.string() });

/** The part of GitHub's REST API that has to do with comments, on a free port of this machine. */
export class GitHub {
  readonly comments: Comment[] = [];
  /** `METHOD path`, in order. */
  readonly requests: string[] = [];
  /** What it answers instead of doing anything. */
  status: number | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<GitHub> {
    const server = createServer();
    const github = new GitHub(server);
    server.on("request", (request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        const { status, body } = github.answer(method, url, headers.authorization, text);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return github;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server listens on no port");
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  add(body: string, login: string): void {
    this.comments.push({ id: this.comments.length + 1, body, user: { login } });
  }

  private answer(
    method: string,
    url: string,
    authorization: string | undefined,
    text: string,
  ): { status: number; body: unknown } {
    this.requests.push(`${method} ${url.replace(/\?.*/, "")}`);
    if (this.status !== undefined) return { status: this.status, body: {} };
    if (authorization !== "Bearer the-token") return { status: 401, body: {} };
    const { pathname, searchParams } = new URL(url, this.url);
    if (method === "GET" && pathname === "/repos/shop/platform/issues/7/comments") {
      const [page, size] = [Number(searchParams.get("page")), Number(searchParams.get("per_page"))];
      return { status: 200, body: this.comments.slice((page - 1) * size, page * size) };
    }
    if (method === "POST" && pathname === "/repos/shop/platform/issues/7/comments") {
      this.add(sent.parse(JSON.parse(text)).body, "github-actions[bot]");
      return { status: 201, body: this.comments.at(-1) };
    }
    const found = this.comments.find(({ id }) => pathname === `/repos/shop/platform/issues/comments/${id}`);
    if (method !== "PATCH" || found === undefined) return { status: 404, body: {} };
    found.body = sent.parse(JSON.parse(text)).body;
    return { status: 200, body: found };
  }
}
