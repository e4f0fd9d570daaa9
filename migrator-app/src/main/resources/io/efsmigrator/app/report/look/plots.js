// Draws the curves of the report and of the live page. Everything shown comes from data, as text.
"use strict";
const Plots = (() => {
  const HEIGHT = 190;
  const CURVES = {
    files: [{ label: "copied", colour: "--plain", of: "copiedFiles", filled: true },
      { label: "verified", colour: "--good", of: "verifiedFiles", dash: [7, 4] }],
    mib: [{ label: "MiB/s", colour: "--plain", of: "copiedMib", filled: true }],
    latency: [{ label: "ms", colour: "--attention", of: "latencyMillis", measured: true }],
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  let data = null;
  let plots = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = seconds => new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeZone: data.zone });
  const figure = value => value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 1 : 0 });

  const marks = {
    hooks: {
      draw: [plot => {
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = colour("--attention");
        ctx.setLineDash([6, 4]);
        ctx.textAlign = "left";
        data.marks.forEach((mark, i) => {
          const x = plot.valToPos(mark.at, "x", true);
          if (x < bbox.left || x > bbox.left + bbox.width) return;
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.fillText(String(i + 1), x + 4, bbox.top + 12);
        });
        ctx.restore();
      }],
    },
  };

  const axis = more => ({ stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}`, ...more });

  // Where nothing was measured a time of nothing would be a lie; the curve goes on at the next measurement.
  const values = where => [data.at, ...CURVES[where].map(curve =>
    curve.measured ? data[curve.of].map(value => value === 0 ? null : value) : data[curve.of])];

  const draw = (where, element) => {
    element.textContent = "";
    const size = () => ({ width: Math.max(240, element.clientWidth), height: HEIGHT });
    const plot = new uPlot({
      ...size(), plugins: [marks], cursor: { sync: { key: "time" }, y: false },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), data.zone),
      series: [{ label: "Time", value: (self, at) => at == null ? "-" : clock(at) },
        ...CURVES[where].map(curve => ({ label: curve.label, stroke: colour(curve.colour), width: 1.75, dash: curve.dash, spanGaps: true,
          fill: curve.filled ? colour(curve.colour) + "1f" : undefined, points: { show: data.at.length < 3 } }))],
      axes: [axis({ values: (self, splits) => splits.map(at => clock(at)), space: 80, size: 30 }), axis({ size: 56 })],
      scales: { x: { range: (self, low, high) => low === high ? [low - 1, high + 1] : [low, high] },
        y: { range: (self, low, high) => [0, Math.max(1, (high || 0) * 1.1)] } },
    }, values(where), element);
    plots.push({ where, plot, size });
  };

  // What somebody reads who does not see the curve, and most others first.
  const say = (where, element) => {
    const caption = element.parentElement.querySelector("figcaption .small");
    if (caption) {
      caption.textContent = CURVES[where]
        .map(curve => `${curve.label}: at most ${figure(Math.max(0, ...data[curve.of]))}`).join(", ");
    }
  };

  const listMarks = () => {
    const list = document.querySelector("ol.marks");
    if (!list) return;
    list.hidden = data.marks.length === 0;
    list.replaceChildren(...data.marks.map(mark => {
      const line = document.createElement("li");
      line.textContent = `${clock(mark.at)} ${mark.text}`;
      return line;
    }));
  };

  const drawAll = () => {
    if (!data) return;
    plots.forEach(one => one.plot.destroy());
    plots = [];
    if (data.at.length === 0) return;
    document.querySelectorAll("[data-plot]").forEach(element => {
      draw(element.dataset.plot, element);
      say(element.dataset.plot, element);
    });
    listMarks();
  };

  dark.addEventListener("change", drawAll);
  paper.addEventListener("change", drawAll);
  addEventListener("resize", () => plots.forEach(one => one.plot.setSize(one.size())));

  return {
    // Shows these data; a plot that is there moves on.
    show(newer) {
      data = newer;
      if (plots.length === 0) return drawAll();
      plots.forEach(one => one.plot.setData(values(one.where)));
      document.querySelectorAll("[data-plot]").forEach(element => say(element.dataset.plot, element));
      listMarks();
    },
  };
})();
