(function () {
  'use strict';
  const root = document.documentElement;
  const panels = JSON.parse(document.getElementById('charts').textContent);
  const darkScheme = matchMedia('(prefers-color-scheme: dark)');
  const moreContrast = matchMedia('(prefers-contrast: more)');
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'arrow'];
  const NO_BREAK_SPACE = '\u00a0';
  const MINUS = '\u2212';

  // Numbers and days

  function decimals(value, digits) {
    const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
      .format(Math.abs(value));
    return (value < 0 ? MINUS : '') + text;
  }
  const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
  const FORMATS = {
    percent: {
      value: (value) => (value == null ? 'no data' : decimals(value * 100, 1) + NO_BREAK_SPACE + '%'),
      axis: (value) => decimals(value * 100, Math.abs(value * 100 % 1) > 1e-9 ? 1 : 0) + NO_BREAK_SPACE + '%',
    },
    number: {
      value: (value) => (value == null ? 'no data' : decimals(value, 0)),
      axis: (value) => compact.format(value),
    },
  };
  const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const fullInstant = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const shortLabel = (label) => label.replace(/ \d{4}/, '').replace(' so far', '*');

  // Colours come from the style sheet; a probe resolves them for the theme in force.

  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  function colour(name) {
    probe.style.color = 'var(--' + name + ')';
    return getComputedStyle(probe).color;
  }

  // Options

  function frame(panel) {
    const ink = colour('muted');
    return {
      animation: false,
      useUTC: true,
      aria: { enabled: true, label: { description: panel.description }, decal: { show: moreContrast.matches } },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink, fontSize: 12 },
      grid: { left: 4, right: 16, top: 44, bottom: 4, containLabel: true },
      legend: {
        type: 'scroll', left: 0, top: 0, itemWidth: 14, itemHeight: 9, itemGap: 16, icon: undefined,
        textStyle: { color: ink }, pageTextStyle: { color: ink }, pageIconColor: ink,
        inactiveColor: colour('line'),
      },
      tooltip: {
        trigger: 'axis',
        confine: true,
        backgroundColor: colour('surface'),
        borderColor: colour('line'),
        textStyle: { color: colour('ink'), fontSize: 12 },
        valueFormatter: FORMATS[panel.format].value,
      },
    };
  }

  function valueAxis(panel, more) {
    return Object.assign({
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: colour('muted'), formatter: FORMATS[panel.format].axis },
      splitLine: { lineStyle: { color: colour('grid') } },
    }, more);
  }

  function labelAxis(panel, more) {
    return Object.assign({
      type: 'category',
      data: panel.labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('line') } },
      axisLabel: { color: colour('muted'), formatter: shortLabel, hideOverlap: true },
    }, more);
  }

  // Lines start their axis near the values: their message is the distance to the target.
  function around(panel) {
    const values = panel.series.flatMap((one) => one.values).filter((value) => value != null)
      .concat(panel.targets.map((target) => target.value))
      .concat(panel.band == null ? [] : [-panel.band, panel.band]);
    const least = Math.min(...values);
    const most = Math.max(...values);
    const margin = Math.max((most - least) * 0.12, 0.005);
    const step = most - least > 0.15 ? 0.05 : 0.01;
    const floor = Math.floor((least - margin) / step) * step;
    return {
      min: least >= 0 ? Math.max(0, floor) : floor,
      max: Math.ceil((most + margin) / step) * step,
    };
  }

  function stacked(panel) {
    return Object.assign(frame(panel), {
      xAxis: labelAxis(panel),
      yAxis: valueAxis(panel),
      series: panel.series.map((one) => ({
        type: 'bar', stack: 'all', name: one.name, data: one.values, barCategoryGap: '22%', barMaxWidth: 44,
        itemStyle: { color: colour(one.colour) },
      })),
    });
  }

  function lines(panel, xAxis, point) {
    const option = Object.assign(frame(panel), {
      xAxis: xAxis,
      yAxis: valueAxis(panel, around(panel)),
      series: panel.series.map((one, index) => ({
        type: 'line', name: one.name, symbol: SYMBOLS[index % SYMBOLS.length], symbolSize: 7, showAllSymbol: true,
        showSymbol: one.values.length <= 40,
        data: one.values.map((value, at) => point(value, at, one.doubtful[at], index)),
        lineStyle: { width: one.colour === 'series-all' ? 3 : 2 },
        itemStyle: { color: colour(one.colour) },
      })),
    });
    if (panel.targets.length > 0) {
      const nearby = panel.targets.length > 1;
      option.series[0].markLine = {
        silent: true, symbol: 'none', animation: false,
        lineStyle: { type: 'dashed', color: colour('muted'), width: 1 },
        data: panel.targets.map((target, index) => ({
          yAxis: target.value, name: target.name,
          label: {
            position: nearby && index > 0 ? 'insideEndTop' : 'insideStartTop', color: colour('muted'),
            formatter: () => target.name,
          },
        })),
      };
    }
    if (panel.band != null) {
      option.series[0].markArea = {
        silent: true, itemStyle: { color: colour('band') },
        label: { position: 'insideBottomLeft', color: colour('muted') },
        data: [[{ name: 'Target \u00b1' + FORMATS.percent.axis(panel.band), yAxis: -panel.band }, { yAxis: panel.band }]],
      };
      option.series[0].markLine = {
        silent: true, symbol: 'none', label: { show: false },
        lineStyle: { type: 'solid', color: colour('muted'), width: 1 }, data: [{ yAxis: 0 }],
      };
    }
    return option;
  }

  function hollow(index) {
    const symbol = SYMBOLS[index % SYMBOLS.length];
    return 'empty' + symbol[0].toUpperCase() + symbol.slice(1);
  }

  const KINDS = {
    stacked: stacked,
    lines: (panel) => lines(panel, labelAxis(panel, { boundaryGap: panel.labels.length < 2 }),
      (value, at, doubtful, index) => (doubtful ? { value: value, symbol: hollow(index) } : value)),
    snapshots: (panel) => {
      const option = lines(panel, {
        type: 'time',
        minInterval: 24 * 3600 * 1000,
        axisLine: { lineStyle: { color: colour('line') } },
        axisLabel: { color: colour('muted'), hideOverlap: true, formatter: (time) => shortDay.format(time) },
        axisPointer: { label: { formatter: (at) => fullInstant.format(at.value) + ' UTC' } },
      }, (value, at) => [panel.labels[at], value]);
      return option;
    },
    bars: (panel) => Object.assign(frame(panel), {
      legend: { show: false },
      grid: { left: 4, right: 56, top: 8, bottom: 4, containLabel: true },
      tooltip: Object.assign(frame(panel).tooltip, { axisPointer: { type: 'none' } }),
      xAxis: { type: 'value', show: false },
      yAxis: labelAxis(panel, {
        inverse: true, axisLine: { show: false }, axisLabel: { color: colour('ink'), interval: 0 } }),
      series: [{
        type: 'bar', name: panel.title, barMaxWidth: 26,
        label: {
          show: true, position: 'right', color: colour('ink'),
          formatter: (bar) => FORMATS[panel.format].value(bar.value),
        },
        data: panel.series.map((one) => ({ value: one.values[0], itemStyle: { color: colour(one.colour) } })),
      }],
    }),
  };

  // Drawing

  const waiting = new Set(panels.map((panel) => panel.id));
  root.dataset.charts = String(panels.length);
  function settle() {
    if (waiting.size === 0) {
      root.dataset.ready = 'true';
    }
  }
  const charts = panels.map((panel) => {
    const element = document.getElementById('chart-' + panel.id);
    const chart = echarts.init(element, null, { renderer: 'svg' });
    chart.on('finished', () => {
      waiting.delete(panel.id);
      settle();
    });
    new ResizeObserver(() => requestAnimationFrame(() => chart.resize())).observe(element);
    return { panel: panel, chart: chart };
  });
  function draw() {
    charts.forEach((one) => one.chart.setOption(KINDS[one.panel.kind](one.panel), true));
  }
  draw();
  settle();

  // Theme

  const button = document.getElementById('theme');
  const dark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : darkScheme.matches);
  function name() {
    button.textContent = dark() ? 'Light theme' : 'Dark theme';
  }
  button.hidden = false;
  name();
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try {
      localStorage.setItem('lanehouse-theme', root.dataset.theme);
    } catch (denied) {
      // Without storage the choice lasts as long as the page.
    }
    name();
    draw();
  });
  darkScheme.addEventListener('change', () => {
    name();
    draw();
  });
  moreContrast.addEventListener('change', draw);

  // Paper is white and has its own width.

  addEventListener('beforeprint', () => {
    root.dataset.print = 'true';
    draw();
    charts.forEach((one) => {
      one.chart.getZr().flush();
      const svg = one.chart.getDom().querySelector('svg');
      svg.setAttribute('viewBox', '0 0 ' + one.chart.getWidth() + ' ' + one.chart.getHeight());
    });
  });
  addEventListener('afterprint', () => {
    delete root.dataset.print;
    charts.forEach((one) => one.chart.getDom().querySelector('svg').removeAttribute('viewBox'));
    draw();
  });

  // A page that was opened last week must not pass for today's.

  const hours = (Date.now() - Date.parse(root.dataset.asOf)) / 3600000;
  if (hours > 36) {
    const age = document.getElementById('page-age');
    age.textContent = 'This page is ' + Math.round(hours / 24) + ' days old';
    age.hidden = false;
  }
})();
