// The page of the chart browser, beside plotly.js: it is loaded once and draws every chart.
// Own shapes only: plotly.js must never look for its world map on the net.
window.PlotlyGeoAssets = {topojson: new Proxy({}, {get: () => ({type: "Topology", objects: {}, arcs: []})})};

// Figures as pages of one document, each page as large as its figure: what is printed as PDF.
async function layPages(pages) {
  const sizes = document.createElement("style");
  const sheets = document.createElement("div");
  sheets.id = "sheets";
  sheets.append(sizes);
  for (const [number, {figure, size}] of pages.entries()) {
    const picture = document.createElement("img");
    picture.src = await Plotly.toImage(
      {data: figure.data, layout: figure.layout, config: {staticPlot: true}},
      {format: "svg", width: size.width, height: size.height},
    );
    await picture.decode();
    picture.style = `display: block; width: ${size.width}px; height: ${size.height}px; page: sheet${number}`;
    sizes.append(`@page sheet${number} {size: ${size.width}px ${size.height}px; margin: 0}`);
    sheets.append(picture);
  }
  sizes.append("@media print {body {margin: 0} body > :not(#sheets) {display: none}}");
  document.body.append(sheets);
  return "ready";
}

function clearPages() {
  document.getElementById("sheets")?.remove();
  return "cleared";
}

function drawChart(figure, size) {
  return Plotly.toImage(
    {data: figure.data, layout: figure.layout, config: {staticPlot: true}},
    {format: "png", width: size.width, height: size.height, scale: size.scale, imageDataOnly: true},
  );
}
