// The board's charts, drawn from the tables beneath them: the numbers are said once, in the table.
// Without this script, or without the library, the tables stand open and nothing is missing.
const charts = [];
const figures = [...document.querySelectorAll('figure.chart')];
const library = document.getElementById('echarts');
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const numbersOf = (figure) => figure.parentElement.querySelector('details.numbers');
const said = (cell) => cell.textContent.trim();

function point(cell) {
  const link = cell.querySelector('a');
  return { value: Number(cell.dataset.n), href: link ? link.href : '' };
}

function seriesOf(table) {
  const rows = [...table.tBodies[0].rows];
  const asRows = rows.filter((row) => row.dataset.series);
  if (asRows.length) {
    return {
      names: [...table.querySelectorAll('thead [data-band]')].map(said),
      series: asRows.map((row) => ({
        ...row.dataset, name: said(row.cells[0]), points: [...row.querySelectorAll('[data-n]')].map(point),
      })),
    };
  }
  const heads = [...table.tHead.rows[0].cells].filter((head) => head.dataset.series);
  return {
    names: rows.map((row) => said(row.cells[0])),
    series: heads.map((head) => ({
      ...head.dataset, name: said(head), points: rows.map((row) => point(row.cells[head.cellIndex])),
    })),
  };
}

function frame() {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: token('ink-2') },
  };
}

function bold(more) {
  return { show: true, color: token('ink'), fontWeight: 600, fontSize: 14, ...more };
}

function trend({ names, series }) {
  const label = { color: token('ink-3'), fontSize: 12 };
  return {
    ...frame(),
    grid: { left: 0, right: 32, top: 12, bottom: 0, containLabel: true },
    xAxis: { type: 'category', data: names, axisLabel: { ...label, hideOverlap: true }, axisLine: { lineStyle: { color: token('line-strong') } }, axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: label, splitLine: { lineStyle: { color: token('line') } } },
    series: series.map(({ series: type, name, colour, points }) => {
      const color = token(colour);
      if (type === 'line') {
        return { type, name, data: points, symbolSize: 6, lineStyle: { width: 2, color }, itemStyle: { color }, endLabel: bold({ formatter: '{c}' }) };
      }
      return { type, name, data: points, barMaxWidth: 14, barGap: '25%', itemStyle: { color } };
    }),
  };
}

// Lying bars, beside or on top of each other, with their sum at the end.
function lying({ names, series }) {
  const sums = names.map((_, i) => series.reduce((sum, one) => sum + one.points[i].value, 0));
  return {
    ...frame(),
    grid: { left: 0, right: 40, top: 0, bottom: 0, containLabel: true },
    xAxis: { type: 'value', show: false, max: Math.max(1, ...sums) },
    yAxis: { type: 'category', inverse: true, data: names, axisLabel: { color: token('ink-2'), fontSize: 13, interval: 0 }, axisLine: { show: false }, axisTick: { show: false } },
    series: series.map(({ name, colour, points }, i) => ({
      name, type: 'bar', stack: 'all', barWidth: 16, data: points, itemStyle: { color: token(colour) },
      label: i === series.length - 1 ? bold({ position: 'right', formatter: (p) => sums[p.dataIndex] }) : undefined,
    })),
  };
}

const KINDS = { trend, stack: lying, bars: lying };

function draw(figure) {
  const told = seriesOf(document.getElementById(figure.dataset.of));
  if (figure.dataset.kind !== 'trend') figure.style.height = `${told.names.length * 30 + 8}px`;
  const chart = echarts.init(figure, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio) });
  const paint = () => chart.setOption(KINDS[figure.dataset.kind](told), true);
  chart.on('click', ({ data }) => { if (data.href) location.assign(data.href); });
  paint();
  charts.push({ chart, paint, isTrend: figure.dataset.kind === 'trend' });
}

// The place of each chart is kept while the library is still on its way.
function show(isDrawn) {
  for (const figure of figures) {
    figure.hidden = !isDrawn;
    const numbers = numbersOf(figure);
    if (numbers) numbers.open = !isDrawn;
  }
}

function repaint() {
  for (const { paint } of charts) paint();
}

function drawAll() {
  try {
    figures.forEach(draw);
  } catch (fault) {
    show(false);
    throw fault;
  }
}

show(true);
library.addEventListener('load', drawAll);
library.addEventListener('error', () => show(false));
addEventListener('resize', () => { for (const { chart } of charts) chart.resize(); });
new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });

const PAGE = { width: 680, height: 170 }; // px: on an upright A4 page; css/board.css says the same
const opened = [];
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('main details:not([open])')) {
    details.open = true;
    opened.push(details);
  }
  for (const { chart, isTrend } of charts) chart.resize(isTrend ? PAGE : { width: PAGE.width });
  repaint();
});
addEventListener('afterprint', () => {
  for (const details of opened.splice(0)) details.open = false;
  for (const { chart } of charts) chart.resize({ width: 'auto', height: 'auto' });
});
