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
  const shortLabel = (label) => label.replace(/ \d{4}/, '').replace(' so far', '\nso far');

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
      grid: { left: 4, right: 16, top: 12, bottom: 4, containLabel: true },
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
      axisLabel: { color: colour('muted'), formatter: shortLabel, hideOverlap: true, lineHeight: 15 },
    }, more);
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

  // A target is a series of its own, so that the axis makes room for it.
  function levels(panel) {
    const own = panel.targets.length === panel.series.length;
    const targets = panel.targets.map((target, index) => ({
      name: target.name, value: target.value, colour: own ? panel.series[index].colour : 'muted', named: true }));
    if (panel.band != null) {
      const name = 'Target \u00b1' + FORMATS.percent.axis(panel.band);
      targets.push({ name: name, value: panel.band, colour: 'muted', named: true },
        { name: name, value: -panel.band, colour: 'muted', named: false });
    }
    return targets;
  }

  // The axis starts near the values: the message of a line is its distance to the target.
  function lines(panel, xAxis, point) {
    const option = Object.assign(frame(panel), {
      xAxis: xAxis,
      yAxis: valueAxis(panel, { scale: true }),
      series: panel.series.map((one, index) => ({
        type: 'line', name: one.name, symbol: SYMBOLS[index % SYMBOLS.length], symbolSize: 7, showAllSymbol: true,
        showSymbol: one.values.length <= 16,
        data: one.values.map((value, at) => point(value, at, one.doubtful[at] ? one.colour : null)),
        lineStyle: { width: one.colour === 'series-all' ? 3 : 2 },
        itemStyle: { color: colour(one.colour) },
      })),
    });
    levels(panel).forEach((one) => option.series.push({
      type: 'line', name: one.name, symbol: 'none', showSymbol: false, silent: true, z: 1,
      data: panel.labels.map((label, at) => point(one.value, at, null)),
      lineStyle: { type: [5, 4], width: 1.5, color: colour(one.colour) }, itemStyle: { color: colour(one.colour) },
      tooltip: { show: false },
    }));
    if (panel.band != null) {
      option.series[0].markArea = {
        silent: true, itemStyle: { color: colour('band') }, data: [[{ yAxis: -panel.band }, { yAxis: panel.band }]],
      };
    }
    return option;
  }

  const KINDS = {
    stacked: stacked,
    lines: (panel) => lines(panel, labelAxis(panel, { boundaryGap: panel.labels.length < 2 }),
      (value, at, hollow) => (!hollow ? value : {
        value: value, itemStyle: { color: colour('surface'), borderColor: colour(hollow), borderWidth: 2 } })),
    snapshots: (panel) => lines(panel, {
      type: 'time',
      minInterval: 24 * 3600 * 1000,
      axisLine: { lineStyle: { color: colour('line') } },
      axisLabel: { color: colour('muted'), hideOverlap: true, formatter: (time) => shortDay.format(time) },
      axisPointer: { label: { formatter: (at) => fullInstant.format(at.value) + ' UTC' } },
    }, (value, at) => [panel.labels[at], value]),
    bars: (panel) => Object.assign(frame(panel), {
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

  // The legend is text of the page: it wraps, prints and is read aloud.

  const SHAPES = {
    circle: 'M11 2.5a3.5 3.5 0 1 0 .01 0z', rect: 'M7.8 2.8h6.4v6.4h-6.4z', triangle: 'M11 2l4.2 7.4h-8.4z',
    diamond: 'M11 1.6l4.2 4.4-4.2 4.4-4.2-4.4z', roundRect: 'M7.8 2.8h6.4v6.4h-6.4z', arrow: 'M11 2l4.2 7.4-4.2-2-4.2 2z',
    bar: 'M6 1h10v10h-10z', line: 'M0 6h22',
  };
  function swatch(shapes) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 22 12');
    svg.setAttribute('aria-hidden', 'true');
    shapes.forEach((shape) => {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', SHAPES[shape === 'dashed' ? 'line' : shape]);
      path.setAttribute('class', shape);
      svg.append(path);
    });
    return svg;
  }
  function legend(panel) {
    const list = document.createElement('ul');
    list.className = 'legend';
    function entry(name, colourName, shapes) {
      const item = document.createElement('li');
      const picture = swatch(shapes);
      picture.style.color = 'var(--' + colourName + ')';
      item.append(picture, name);
      list.append(item);
    }
    panel.series.forEach((one, index) => entry(one.name, one.colour,
      panel.kind === 'stacked' ? ['bar'] : ['line', SYMBOLS[index % SYMBOLS.length]]));
    levels(panel).filter((one) => one.named).forEach((one) => entry(one.name, one.colour, ['dashed']));
    return list;
  }

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
    if (panel.kind !== 'bars') {
      element.before(legend(panel));
    }
    const chart = echarts.init(element, null, { renderer: 'svg' });
    chart.on('finished', () => {
      waiting.delete(panel.id);
      settle();
    });
    new ResizeObserver(() => requestAnimationFrame(() => {
      // On paper the drawing scales as a whole.
      if (!root.dataset.print) {
        chart.resize();
      }
    })).observe(element);
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

  // Paper is white, and its charts are drawn for the width of an A4 page.

  addEventListener('beforeprint', () => {
    root.dataset.print = 'true';
    draw();
    charts.forEach((one) => {
      const alone = one.chart.getDom().closest('.panels').children.length === 1;
      one.chart.resize({ width: alone ? 680 : 330, height: 230 });
      one.chart.getZr().flush();
      const svg = one.chart.getDom().querySelector('svg');
      svg.setAttribute('viewBox', '0 0 ' + one.chart.getWidth() + ' ' + one.chart.getHeight());
    });
  });
  addEventListener('afterprint', () => {
    delete root.dataset.print;
    charts.forEach((one) => {
      one.chart.getDom().querySelector('svg').removeAttribute('viewBox');
      one.chart.resize({ width: 'auto', height: 'auto' });
    });
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
