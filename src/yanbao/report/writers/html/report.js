/* The page's script: opens traces, draws live charts when they come into view, keeps the contents and the theme. */
"use strict";
(function () {
  const $ = (selector, within) => (within || document).querySelector(selector);
  const $$ = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const data = JSON.parse($("#data").textContent);
  const root = document.documentElement;
  const panel = $("#panel");
  const phone = matchMedia("(max-width:40rem)");
  let opener = null;

  function make(tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (name === "class") node.className = value;
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  }

  /* Traces: everything is set as text, never as markup. */
  function open(trace, from) {
    if (opener) opener.classList.remove("open");
    opener = from;
    from.classList.add("open");
    const node = data.traces[trace];
    const name = data.named[trace] || node.id;
    const here = from.classList.contains("f") ? from.textContent : node.shown;
    const x = from.dataset.x; /* a point of a line: the figure is the whole line, the point is one of its rows */
    $(".inside", panel).replaceChildren(
      make("h2", { id: "panel-title" }, node.subject_name),
      make("p", { class: "big" }, x ? here + node.unit : node.shown),
      x || node.value === null || bare(here, node) === bare(node.shown, node) ? "" : make("p", { class: "as" }, "此处印作 " + here),
      make("p", { class: "when" }, x || node.period),
      ...alarms(name, node.id),
      ...told(node, true, x),
      ...elsewhere(name, from),
      data.desk && data.named[trace] ? make("p", { class: "ask" }, "在终端查看：", make("code", {}, "yanbao why '" + name + "'")) : "",
    );
    panel.hidden = false;
    root.classList.add("reading");
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    const own = $(".own", panel);
    if (own) own.parentNode.parentNode.parentNode.scrollTop = own.offsetTop - 100;
    if (phone.matches) from.scrollIntoView({ block: "start" });
  }

  const bare = (text, node) => text.replace(/^[+]/, "").replace(node.unit, "");

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    root.classList.remove("reading");
    if (opener) {
      opener.classList.remove("open");
      opener.focus({ preventScroll: true });
      opener = null;
    }
  }

  const alarms = (name, id) =>
    [...new Set([...(data.finding_of[name] || []), ...(data.finding_of[id] || [])])].map((number) => {
      const [level, message, remedy] = data.findings[number];
      return make("p", { class: "alarm" }, make("b", {}, level + "："), message, make("br"), "处理：" + remedy);
    });

  function told(node, first, x) {
    const out = [];
    if (node.missing) out.push(make("h3", {}, "为何没有数值"), make("p", { class: "sum" }, node.missing));
    if (node.setting !== undefined) out.push(heading("如何设定", first), make("p", { class: "sum" }, ...soft(node.setting || "由本机构设定")));
    if (node.formula) out.push(heading("公式", first), make("p", { class: "sum" }, node.formula));
    if (node.expression) out.push(make("p", { class: "sum put" }, node.expression));
    if (node.parts) {
      out.push(heading("由 " + node.parts.length + " 项组成", first));
      node.parts.forEach((held) => out.push(part(held.role, data.traces[held.trace], node.parts.length === 1)));
    }
    if (node.source) out.push(...source(node.source, first));
    if (node.query) out.push(...query(node.query, x || node.subject));
    return out;
  }

  const heading = (text, first) => (first ? make("h3", {}, text) : "");

  function part(role, node, opened) {
    const lead = node.source ? node.period + "，" + data.documents[node.source.document].publisher : node.period;
    const body = make("div", {});
    const held = make(
      "details",
      { class: "part" },
      make(
        "summary",
        {},
        make("span", { class: "role" }, titled(role, node.subject_name), make("small", {}, lead)),
        make("span", { class: "worth" }, node.shown),
      ),
      body,
    );
    const fill = () => body.childNodes.length || body.append(...told(node, false).filter((child) => child !== ""));
    held.addEventListener("toggle", () => held.open && fill());
    if (opened) {
      fill();
      held.open = true;
    }
    return held;
  }

  const titled = (role, name) => (role.includes(name) ? role : name.includes(role) ? name : role + "　" + name);

  /* A path breaks behind its slashes and underscores. */
  const soft = (text) => text.split(/(?<=[/_])/).flatMap((piece, place) => (place ? [make("wbr"), piece] : [piece]));

  function source(own, first) {
    const from = data.documents[own.document];
    return [
      heading("来源", first),
      pairs([["发布机构", from.publisher], ["数据集", from.title], ["文件", from.file], ["位置", own.locator], ["原文", own.stated], ["说明", own.note], ["摘要", "sha256 " + from.digest.slice(0, 16) + "…"]]),
      heading("时间", first),
      pairs([["发布时间", own.published || "—"], ["知悉时间", from.known], ["可见时间", own.visible === from.known ? "" : own.visible]], "clock"),
    ];
  }

  function pairs(entries, kind) {
    const list = make("dl", { class: kind || "" });
    entries.filter(([, value]) => value).forEach(([name, value]) => list.append(make("dt", {}, name), make("dd", {}, ...soft(String(value)))));
    return list;
  }

  function query(own, ours) {
    const { columns, rows } = data.rows[own.rows];
    const sql = data.queries[own.query]; /* the desk's own page alone names the query and tells its text */
    const kind = (index) => (rows.some((row) => typeof row[index] === "number") ? "number" : "");
    const heads = columns.map((name, index) => make("th", { scope: "col", class: kind(index) }, name));
    const cells = (row) => row.map((value, index) => make("td", { class: kind(index) }, value === null ? "—" : shorter(value)));
    const line = (row) => make("tr", { class: rows.length > 1 && row.includes(ours) ? "own" : "" }, ...cells(row));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows.map(line)));
    const count = rows.length < own.row_count ? "共 " + own.row_count + " 行，列出 " + rows.length + " 行" : "共 " + own.row_count + " 行";
    return [
      make("h3", {}, "数据行（" + count + "）"),
      make("div", { class: "rows", tabindex: "0", role: "region", "aria-label": "数据行" }, table),
      ...own.documents.flatMap((name, place) => document_of("[" + (place + 1) + "]", data.documents[name])),
      ...(own.query ? [make("h3", {}, "查询 " + own.query), pairs(Object.entries(own.params))] : []),
      sql ? make("details", {}, make("summary", {}, "SQL"), make("pre", {}, sql)) : "",
    ];
  }

  /* A kept file that rows name by its number in brackets. */
  const document_of = (number, from) => [
    make("h3", {}, (from.file ? "文件" : "来源") + number),
    pairs([["发布机构", from.publisher], ["数据集", from.title], ["文件", from.file], ["摘要", "sha256 " + from.digest.slice(0, 16) + "…"], ["知悉时间", from.known]]),
  ];

  const shorter = (value) => (typeof value === "number" ? String(+value.toFixed(4)) : String(value));

  /* One line for each section or exhibit, its places numbered when there are several. */
  function elsewhere(name, from) {
    const others = (data.places[name] || []).filter(([anchor]) => anchor !== from.id);
    if (!others.length) return [];
    const spots = new Map();
    others.forEach(([anchor, section, exhibit]) => {
      const spot = data.sections[section] + (exhibit ? "　图表" + exhibit : "");
      spots.set(spot, [...(spots.get(spot) || []), anchor]);
    });
    const entries = [...spots].map(([spot, anchors]) => {
      if (anchors.length === 1) return make("li", {}, make("a", { href: "#" + anchors[0] }, spot));
      const links = anchors.map((anchor, place) => make("a", { href: "#" + anchor, "aria-label": spot + "，第" + (place + 1) + "处" }, String(place + 1)));
      return make("li", {}, spot + "　", ...links.flatMap((link) => [link, " "]));
    });
    return [make("h3", {}, "其他出现处（" + others.length + "）"), make("ul", { class: "places" }, ...entries)];
  }

  document.addEventListener("click", (event) => {
    const figure = event.target.closest(".f");
    if (figure) open(figure.dataset.f, figure);
    else if (event.target.closest("#panel .close")) close();
    else if (phone.matches && !event.target.closest("#panel,.live")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if ((event.key === "Enter" || event.key === " ") && event.target.classList.contains("f")) {
      event.preventDefault();
      open(event.target.dataset.f, event.target);
    }
  });

  /* A link to a figure inside a closed table of numbers opens that table first. */
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    $$(".found").forEach((node) => node.classList.remove("found"));
    const folded = target.closest("details");
    if (folded) {
      folded.open = true;
      target.scrollIntoView({ block: "center" });
    }
    if (target.classList.contains("f")) target.classList.add("found");
  }
  addEventListener("hashchange", reveal);
  reveal();

  /* Charts: drawn already; made live one at a time when they come into view. */
  let library = null;
  function load() {
    if (!library) {
      library = make("script", {});
      library.textContent = $("#library").textContent;
      document.head.append(library);
    }
    return window.vegaEmbed;
  }

  async function enliven(chart) {
    const held = JSON.parse($("script", chart).textContent);
    const live = $(".live", chart);
    held.spec.height = chart.clientHeight;
    chart.classList.add("on");
    live.hidden = false;
    try {
      const options = { config: data.config, renderer: "svg", actions: false, ast: true, tooltip: { disableDefaultStyle: true } };
      const made = await load()(live, held.spec, options);
      made.view.addEventListener("click", (event, item) => {
        const marked = item && item.datum && item.mark.role === "mark";
        const trace = marked ? carried(item.datum.datum || item.datum, held.figures) : null;
        if (trace !== null) open(trace, chart);
      });
    } catch (problem) {
      live.hidden = true;
      chart.classList.remove("on");
      throw problem;
    }
  }

  /* The figure beside a mark that was clicked: by its place and mark, or for a label by its text. */
  function carried(datum, figures) {
    const said = new Set(Object.values(datum).filter((value) => typeof value === "string"));
    const named = figures.some(([name]) => said.has(name));
    const found =
      figures.find(([name, x]) => said.has(x) && (!named || said.has(name))) ||
      figures.find(([name, , text]) => text && (said.has(text) || said.has(name + "\n" + text)));
    return found ? found[3] : null;
  }

  const waiting = new IntersectionObserver(
    (entries) =>
      entries.forEach((entry) => {
        if (!entry.isIntersecting) return;
        waiting.unobserve(entry.target);
        enliven(entry.target);
      }),
    { rootMargin: "200px" },
  );
  $$(".chart").forEach((chart) => waiting.observe(chart));

  /* Contents: where we are, and on a phone opened by a button. */
  const contents = $("#contents");
  const menu = $("#menu");
  function unfold(open) {
    contents.classList.toggle("open", open);
    menu.setAttribute("aria-expanded", String(open));
  }
  menu.addEventListener("click", () => unfold(!contents.classList.contains("open")));
  contents.addEventListener("click", (event) => event.target.closest("a") && unfold(false));
  const links = new Map($$("a", contents).map((link) => [link.getAttribute("href").slice(1), link]));
  const marks = $$(".column section[id],.column h3[id],.column h2[id]").filter((node) => links.has(node.id));
  function locate() {
    let here = null;
    for (const node of marks) if (node.getBoundingClientRect().top < 120) here = node;
    if (innerHeight + scrollY >= document.documentElement.scrollHeight - 4) here = marks[marks.length - 1];
    links.forEach((link, name) => link.classList.toggle("here", here !== null && name === here.id));
    const shown = here && links.get(here.id);
    if (shown && shown.offsetTop < contents.scrollTop) contents.scrollTop = shown.offsetTop - 20;
    if (shown && shown.offsetTop + 40 > contents.scrollTop + contents.clientHeight) contents.scrollTop = shown.offsetTop + 60 - contents.clientHeight;
  }
  let due = false;
  addEventListener(
    "scroll",
    () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => {
        due = false;
        locate();
      });
    },
    { passive: true },
  );
  locate();

  /* Light and dark: the reader's system decides until the reader does. */
  const dark = $("#dark");
  const prefers = matchMedia("(prefers-color-scheme:dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefers.matches);
  function paint() {
    dark.textContent = isDark() ? "浅色" : "深色";
    dark.setAttribute("aria-pressed", String(isDark()));
  }
  try {
    if (localStorage.getItem("yanbao-theme")) root.dataset.theme = localStorage.getItem("yanbao-theme");
  } catch (refused) {
    /* a file may have no storage: then the choice lasts as long as the page */
  }
  dark.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("yanbao-theme", root.dataset.theme);
    } catch (refused) {
      /* as above */
    }
    paint();
  });
  prefers.addEventListener("change", paint);
  paint();
})();
