import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { findChromium } from "./chromium";
import { writePages } from "./reports";

const executablePath = findChromium();
if (executablePath === undefined) {
  process.stderr.write(
    "\n!!! browser: NOT RUN, there is no Chromium: apt-get install chromium, or name one in CHROMIUM\n",
  );
}

type Scheme = "light" | "dark";

interface View {
  readonly width: number;
  readonly scheme: Scheme;
}

const views: readonly View[] = [360, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);
const names = ["sound", "responsibilities", "blocked", "unknown", "hostile", "many"] as const;

describe.skipIf(executablePath === undefined)("in Chromium", () => {
  let browser: Browser;
  let pages: ReturnType<typeof writePages>;

  beforeAll(async () => {
    pages = writePages();
    // The sandbox wants user namespaces, which containers do not give to root; the pages are our own.
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser?.close();
    pages?.remove();
  });

  /** Opens a page, and keeps what it complains of and asks for. */
  async function opened(name: string, { width, scheme }: View): Promise<{ page: Page; heard: readonly string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
    const page = await context.newPage();
    const url = pathToFileURL(pages.pages.get(name) ?? "").href;
    const heard: string[] = [];
    page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (request.url() !== url) heard.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    return { page, heard };
  }

  /** Unfolds everything, so that it takes its room and is looked at. */
  async function unfold(page: Page): Promise<void> {
    await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
  }

  describe.each(views)("$width pixels wide, $scheme", (view) => {
    it.each(names)(
      "the page %s asks for nothing, complains of nothing and takes no room beside the screen",
      async (name) => {
        const { page, heard } = await opened(name, view);
        const widths = async (): Promise<unknown> => page.evaluate("document.documentElement.scrollWidth - innerWidth");
        expect(await widths()).toBeLessThanOrEqual(0);
        await unfold(page);
        expect(await widths()).toBeLessThanOrEqual(0);
        expect(heard).toEqual([]);
        await page.context().close();
      },
    );

    it.each(names)("the page %s has nothing that axe finds serious", async (name) => {
      const { page } = await opened(name, view);
      // Of many clusters one is like the other.
      if (name !== "many") await unfold(page);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    });
  });

  it("axe finds what is wrong", async () => {
    const { page } = await opened("sound", { width: 1280, scheme: "light" });
    await page.evaluate('document.documentElement.removeAttribute("lang")');
    expect(await violations(page)).toEqual([expect.stringMatching(/^html-has-lang/)]);
    await page.context().close();
  });

  it("a hostile name changes nothing of the page", async () => {
    const { page } = await opened("hostile", { width: 1280, scheme: "light" });
    expect(await page.title()).toContain("<script>");
    expect(await page.locator("script, img").count()).toBe(0);
    await page.context().close();
  });

  it("every text of a drawing has its room", async () => {
    for (const name of ["sound", "blocked", "unknown"]) {
      const { page } = await opened(name, { width: 1280, scheme: "light" });
      const outside = await page.evaluate(`[...document.querySelectorAll(".network text")].flatMap((text) => {
        const own = text.getBBox();
        const around = text.closest("g")?.querySelector("rect")?.getBBox() ?? text.ownerSVGElement.viewBox.baseVal;
        return own.x < around.x || own.x + own.width > around.x + around.width ? [text.textContent] : [];
      })`);
      expect(outside).toEqual([]);
      await page.context().close();
    }
  });

  it("the first key leads past the navigation, and each key after it to something that shows its focus", async () => {
    const { page } = await opened("blocked", { width: 360, scheme: "light" });
    await page.keyboard.press("Tab");
    expect(await focused(page)).toMatchObject({ text: "Skip to the findings", isSeen: true });
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    const reached: Focused[] = [];
    for (let key = 0; key < 40; key += 1) {
      await page.keyboard.press("Tab");
      reached.push(await focused(page));
    }
    expect(reached.filter(({ isSeen, hasOutline }) => !isSeen || !hasOutline)).toEqual([]);
    expect(reached.map(({ tag }) => tag)).toEqual(expect.arrayContaining(["SUMMARY", "A", "DIV"]));
    await page.context().close();
  });
});

interface Focused {
  readonly tag: string;
  readonly text: string;
  readonly isSeen: boolean;
  readonly hasOutline: boolean;
}

async function focused(page: Page): Promise<Focused> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      tag: element.tagName,
      text: element.textContent.trim().slice(0, 60),
      isSeen: box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
      hasOutline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  })()`);
}

/** What axe finds that is serious or worse, each with the first element that has it. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + ": " + nodes.length + " as " + nodes[0].html.slice(0, 200)))`);
}
