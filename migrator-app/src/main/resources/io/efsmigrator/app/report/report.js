// Draws the plots of a report. Everything shown comes from the page's own data, as text.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  let plots = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = seconds => new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeZone: data.zone });

  const marks = {
    hooks: {
      draw: [plot => {
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = colour("--attention");
        ctx.setLineDash([6, 4]);
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

  const axis = label => ({ stroke: colour("--text"), grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line") }, ...label });

  const draw = (where, series, values) => {
    const element = document.querySelector(`[data-plot="${where}"]`);
    if (!element || data.at.length === 0) return;
    element.textContent = "";
    const size = () => ({ width: Math.max(280, element.clientWidth), height: 224 });
    const plot = new uPlot({
      ...size(), plugins: [marks], cursor: { sync: { key: "time" } },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), data.zone),
      series: [{ label: "Time", value: (self, at) => at == null ? "-" : clock(at) }, ...series.map(one => ({
        label: one.label, stroke: colour(one.colour), width: 2, dash: one.dash,
        points: { show: data.at.length < 40 } }))],
      axes: [axis({}), axis({ size: 60 })],
      scales: { y: { range: (self, low, high) => [0, Math.max(1, high * 1.05)] } },
    }, [data.at, ...values], element);
    plots.push({ plot, size });
  };

  const drawAll = () => {
    plots.forEach(one => one.plot.destroy());
    plots = [];
    draw("files", [{ label: "copied", colour: "--plain" }, { label: "verified", colour: "--good", dash: [8, 4] }],
      [data.copiedFiles, data.verifiedFiles]);
    draw("mib", [{ label: "MiB/s", colour: "--plain" }], [data.copiedMib]);
    draw("latency", [{ label: "ms", colour: "--plain" }], [data.latencyMillis]);
  };

  const list = document.querySelector("ol.marks");
  if (list && data.marks.length > 0) {
    list.hidden = false;
    data.marks.forEach(mark => {
      const line = document.createElement("li");
      line.textContent = `${clock(mark.at)} ${mark.text}`;
      list.append(line);
    });
  }
  drawAll();
  dark.addEventListener("change", drawAll);
  paper.addEventListener("change", drawAll);
  addEventListener("resize", () => plots.forEach(one => one.plot.setSize(one.size())));
})();
