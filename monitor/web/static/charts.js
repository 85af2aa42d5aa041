/* Draws the line charts of a page from the data that stands beside them. Without scripts the table says the same. */
(function () {
  "use strict";

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function line(series, position) {
    return {
      name: series.name,
      type: "line",
      data: series.values,
      showSymbol: false,
      silent: true,
      lineStyle: { width: position === 0 ? 3 : 2, type: position === 0 ? "solid" : "dashed" },
      color: position === 0 ? colour("--accent") : colour("--muted"),
      endLabel: { show: position === 0, formatter: "{c}%", color: colour("--ink") },
      z: 3,
    };
  }

  function dueDays(data) {
    return {
      type: "bar",
      silent: true,
      barWidth: 2,
      color: colour("--warn"),
      data: data.days.map(function (day) { return data.due.includes(day) ? 100 : null; }),
    };
  }

  function options(data) {
    var small = window.matchMedia("(max-width: 48rem)").matches;
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 46, right: 52, top: 12, bottom: 28 },
      xAxis: {
        type: "category",
        data: data.days,
        boundaryGap: false,
        axisTick: { show: false },
        axisLabel: {
          color: colour("--muted"),
          interval: function (place, day) { return day.slice(3) === "01" || (!small && day.slice(3) === "15"); },
        },
        axisLine: { lineStyle: { color: colour("--line") } },
      },
      yAxis: {
        type: "value",
        min: 0,
        max: 100,
        axisLabel: { color: colour("--muted"), formatter: "{value}%" },
        splitLine: { lineStyle: { color: colour("--line") } },
      },
      series: data.lines.map(line).concat([dueDays(data)]),
    };
  }

  function draw(box) {
    var source = document.getElementById(box.dataset.chart);
    var chart = echarts.init(box, null, { renderer: "svg" });
    var data = JSON.parse(source.textContent);
    chart.setOption(options(data));
    new ResizeObserver(function () { chart.resize(); }).observe(box);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { chart.setOption(options(data)); });
  }

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
