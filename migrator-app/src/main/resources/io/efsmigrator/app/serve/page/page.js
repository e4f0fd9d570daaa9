// Shows what the server sends. Texts from outside become text nodes and never markup.
"use strict";
(() => {
  const at = id => document.getElementById(id);
  const chosen = new URLSearchParams(location.search).get("migration");
  const shown = new Map();

  const el = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };
  // Only what has changed is built again: selections and the place in a table stay.
  const fill = (id, value, build) => {
    const now = JSON.stringify(value);
    if (shown.get(id) === now) return;
    shown.set(id, now);
    at(id).replaceChildren(...build(value));
  };
  const text = (id, words) => {
    if (at(id).textContent !== words) at(id).textContent = words;
    at(id).hidden = words === "";
  };
  const hide = (id, hidden) => { at(id).hidden = hidden; };

  const standing = one => el("td", { class: `word ${one.style}` }, `${one.sign} ${one.text}`);
  const cells = numbers => rows => rows.map(row =>
    el("tr", {}, ...row.map((cell, i) => el("td", numbers.includes(i) ? { class: "number" } : {}, cell))));

  const step = bar => {
    const mark = el("span", { class: `bar ${bar.style}` });
    mark.style.marginLeft = `${bar.left}%`;
    mark.style.width = `${bar.width}%`;
    return el("tr", bar.part ? { role: "row", class: "part" } : { role: "row" },
      el("th", { scope: "row", role: "rowheader" }, bar.name),
      el("td", { role: "cell", class: "bars" }, el("span", { class: "when" },
        el("span", { class: "small" }, bar.started), el("span", { class: "track" }, mark))),
      el("td", { role: "cell", class: "number" }, bar.took),
      el("td", { role: "cell", class: `word ${bar.style}` }, bar.status),
      el("td", { role: "cell", class: "result" }, bar.result));
  };

  const migration = one => el("tr", one.id === at("title").textContent ? { "aria-current": "true" } : {},
    el("th", { scope: "row" }, el("a", { href: `/?migration=${encodeURIComponent(one.id)}` }, one.id)),
    el("td", {}, one.job), standing(one.standing), el("td", { class: "long" }, one.route), el("td", { class: "time" }, one.began),
    el("td", { class: "number" }, one.problems), el("td", { class: "number" }, one.owed));

  const execution = one => el("tr", {}, el("th", { scope: "row" }, one.number), el("td", {}, one.attempt),
    standing(one.standing), el("td", { class: "time" }, one.began), el("td", { class: "number" }, one.took), el("td", { class: "long" }, one.result));

  const show = view => {
    text("trouble", view.trouble);
    const one = view.chosen;
    ["summary-section", "steps-section", "problems-section", "history-section"].forEach(id => hide(id, !one));
    if (one) {
      at("title").textContent = one.id;
      document.title = `${one.standing.text}: ${one.id}`;
      at("verdict").className = `verdict ${one.standing.style}`;
      text("verdict", `${one.standing.sign} ${one.standing.text}`);
      text("detail", one.detail);
      fill("alerts", one.alerts, all => all.map(words => el("li", {}, words)));
      hide("alerts", one.alerts.length === 0);
      fill("facts", one.facts, all => all.map(fact => el("div", {}, el("dt", {}, fact.name), el("dd", {}, fact.value))));
      text("steps-of", one.stepsOf);
      fill("steps", one.steps, all => all.map(step));
      hide("no-problems", one.problemCounts.length > 0);
      hide("problem-counts-wide", one.problemCounts.length === 0);
      fill("problem-counts", one.problemCounts, cells([3]));
      hide("problems-wide", one.problems.length === 0);
      fill("problems", one.problems, cells([3]));
      text("more-problems", one.moreProblems);
      fill("executions", one.executions, all => all.map(execution));
      hide("owed-section", one.owed.length === 0);
      fill("owed", one.owed, cells([]));
      Actions.offer(one.actions);
    }
    hide("all-section", view.migrations.length === 0);
    fill("migrations", view.migrations, all => all.map(migration));
  };

  const Actions = (() => {
    const WORDS = {
      stop: "The run stops after the chunk in hand. It can be restarted; nothing is lost.",
      restart: "The migration goes on where it was, in a process of its own.",
      approve: "The cutover may begin: the writers are paused, and the nodes are switched. A restart then goes on.",
    };
    let wanted = "";
    const name = command => command[0].toUpperCase() + command.slice(1);

    const ask = command => {
      wanted = command;
      at("ask-title").textContent = `${name(command)}?`;
      at("ask-words").textContent = WORDS[command];
      hide("ask-comment", command !== "approve");
      at("ask-yes").textContent = name(command);
      at("ask").showModal();
    };

    const order = async command => {
      const buttons = document.querySelectorAll("#actions button");
      buttons.forEach(button => { button.disabled = true; });
      text("answer", `${command} …`);
      try {
        const response = await fetch(`/actions/${command}`, {
          method: "POST",
          headers: { "X-CSRF-TOKEN": document.querySelector("meta[name=csrf]").content },
          body: new URLSearchParams(command === "approve" ? { comment: at("comment").value } : {}),
        });
        text("answer", await response.text() || `${command}: answer ${response.status}`);
      } catch {
        text("answer", `${command}: no answer; see \`migrator status\`.`);
      }
      buttons.forEach(button => { button.disabled = false; });
    };

    at("ask-no").addEventListener("click", () => at("ask").close());
    at("ask-yes").addEventListener("click", () => {
      at("ask").close();
      order(wanted);
    });

    return {
      offer(commands) {
        hide("actions-section", commands.length === 0 && at("answer").hidden);
        fill("actions", commands, all => all.map(command => {
          const button = el("button", { type: "button" }, name(command));
          button.addEventListener("click", () => ask(command));
          return button;
        }));
      },
    };
  })();

  const line = (words, style) => {
    if (at("line").textContent !== words) at("line").textContent = words;
    at("line").className = `line ${style}`;
  };
  const events = new EventSource(chosen === null ? "/live" : `/live?migration=${encodeURIComponent(chosen)}`);
  events.addEventListener("open", () => line("live", "live"));
  events.addEventListener("error", () => line(events.readyState === EventSource.CLOSED
    ? "ended: open the address that `migrator serve` printed" : "connection lost, trying again", "lost"));
  events.addEventListener("tick", event => { at("tick").textContent = event.data; });
  events.addEventListener("view", event => show(JSON.parse(event.data)));
  events.addEventListener("plots", event => {
    const data = JSON.parse(event.data);
    hide("speed-section", data.at.length === 0);
    if (data.at.length > 0) Plots.show(data);
  });
})();
