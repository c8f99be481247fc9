// Draws in local-slack's page what Slack draws and it does not: table blocks, preformatted text, the chosen option of a menu.
(() => {
  const blocksOf = new Map();

  function listen() {
    const socket = new WebSocket(`ws://${location.host}/ui`);
    socket.onmessage = (told) => {
      const heard = JSON.parse(told.data);
      if (heard.t === "init") Object.values(heard.state.messages || {}).flat().forEach(keep);
      if (heard.message) keep(heard.message);
      draw();
    };
    socket.onclose = () => setTimeout(listen, 1000);
  }

  function keep(message) {
    blocksOf.set(message.ts, message.blocks || []);
  }

  function draw() {
    for (const shown of document.querySelectorAll(".msg[data-ts] .blocks")) {
      const blocks = blocksOf.get(shown.closest(".msg").dataset.ts) || [];
      blocks.forEach((block, place) => {
        const element = shown.children[place];
        if (!element) return;
        if (block.type === "table") drawTable(element, block);
        if (block.type === "actions") choose(element, block);
      });
    }
    for (const text of document.querySelectorAll(".mrkdwn")) {
      if (!text.textContent.startsWith("```")) continue;
      text.querySelectorAll("br").forEach((end) => end.replaceWith("\n"));
      const code = text.textContent.match(/^```([^]*)```$/);
      if (code) {
        const pre = document.createElement("pre");
        pre.className = "kpi-code";
        pre.textContent = code[1].replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
        text.replaceChildren(pre);
      }
    }
  }

  function drawTable(element, block) {
    const rows = JSON.stringify(block.rows);
    if (element.dataset.rows === rows) return;
    element.dataset.rows = rows;
    element.classList.add("kpi-table");
    const table = document.createElement("table");
    for (const row of block.rows) {
      const line = table.insertRow();
      row.forEach((cell, column) => {
        const place = line.insertCell();
        place.textContent = cell.text || "";
        place.style.textAlign = (block.column_settings?.[column] || {}).align || "left";
      });
    }
    element.replaceChildren(table);
  }

  function choose(element, block) {
    const menus = element.querySelectorAll("select");
    block.elements.filter((e) => e.options).forEach((menu, place) => {
      const first = menus[place]?.options[0];
      if (first && menu.initial_option && first.textContent !== menu.initial_option.text.text) {
        first.textContent = menu.initial_option.text.text;
      }
    });
  }

  new MutationObserver(draw).observe(document.documentElement, { childList: true, subtree: true });
  listen();
})();
